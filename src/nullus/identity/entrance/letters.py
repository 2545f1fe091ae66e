"""What the mails say, in the reader's language. Nothing that a stranger typed stands in them: a mail must not carry their words."""

import html
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from urllib.parse import urlsplit

from nullus.platform.errors import Language, Text


@dataclass(frozen=True, slots=True)
class Letter:
    """`link` names what its button does; without it there is none."""

    subject: Text
    lines: tuple[Text, ...]
    link: Text | None = None


_IGNORE = Text(
    en="If this was not you, ignore this mail: nothing happens.",
    ko="본인이 요청하지 않았다면 이 메일을 무시하세요. 아무 일도 일어나지 않습니다.",
)
_ACT = Text(
    en="If this was not you, set a new password at once and end your other sessions.",
    ko="본인이 한 일이 아니라면 바로 비밀번호를 새로 정하고 다른 세션을 종료하세요.",
)
LETTERS: dict[str, Letter] = {
    "verify": Letter(
        Text(en="Confirm your e-mail", ko="이메일을 확인해 주세요"),
        (
            Text(
                en="Somebody signed up with this address at {service}. The link works once, for 24 hours.",
                ko="{service}에 이 주소로 가입 신청이 있었습니다. 링크는 24시간 안에 한 번만 쓸 수 있습니다.",
            ),
            _IGNORE,
        ),
        Text(en="Confirm e-mail", ko="이메일 확인"),
    ),
    "known": Letter(
        Text(en="You have an account already", ko="이미 계정이 있습니다"),
        (
            Text(
                en="Somebody tried to sign up with this address at {service}, but it has an account already. Sign in, or set "
                "a new password if you have lost it.",
                ko="{service}에 이 주소로 가입하려는 시도가 있었지만 이미 계정이 있습니다. 로그인하거나, 비밀번호를 잊었다면 "
                "새로 정하세요.",
            ),
            _IGNORE,
        ),
    ),
    "reset": Letter(
        Text(en="Set a new password", ko="새 비밀번호 정하기"),
        (
            Text(
                en="A new password for your account at {service} was asked for. The link works once, for 30 minutes.",
                ko="{service} 계정의 새 비밀번호 요청이 있었습니다. 링크는 30분 안에 한 번만 쓸 수 있습니다.",
            ),
            _IGNORE,
        ),
        Text(en="Set a new password", ko="새 비밀번호 정하기"),
    ),
    "email_change": Letter(
        Text(en="Confirm your new e-mail", ko="새 이메일을 확인해 주세요"),
        (
            Text(
                en="An account at {service} is to get this address. The link works once, for two hours.",
                ko="{service} 계정의 이메일을 이 주소로 바꾸려고 합니다. 링크는 두 시간 안에 한 번만 쓸 수 있습니다.",
            ),
            _IGNORE,
        ),
        Text(en="Confirm new e-mail", ko="새 이메일 확인"),
    ),
    "email_changed": Letter(
        Text(en="The e-mail of your account was changed", ko="계정 이메일이 바뀌었습니다"),
        (
            Text(
                en="Your account at {service} has another e-mail address now; this one is not used any more.",
                ko="{service} 계정의 이메일이 다른 주소로 바뀌었습니다. 이 주소는 더 이상 쓰이지 않습니다.",
            ),
            Text(
                en="If this was not you, write to the operator of the service at once.",
                ko="본인이 한 일이 아니라면 바로 서비스 운영자에게 알리세요.",
            ),
        ),
    ),
    "password_changed": Letter(
        Text(en="Your password was changed", ko="비밀번호가 바뀌었습니다"),
        (
            Text(
                en="The password of your account at {service} was changed; your other sessions were ended.",
                ko="{service} 계정의 비밀번호가 바뀌었고 다른 로그인 세션은 모두 종료되었습니다.",
            ),
            _ACT,
        ),
    ),
    "invitation": Letter(
        Text(en="You are invited", ko="초대를 받았습니다"),
        (
            Text(
                en="Somebody invited you at {service}. The link is for this address only and works once; it shows who invites you.",
                ko="{service}에서 초대가 왔습니다. 링크는 이 주소에서 한 번만 쓸 수 있으며, 누가 초대했는지 보여 줍니다.",
            ),
            Text(
                en="If you do not know what this is about, ignore this mail: nothing happens.",
                ko="무슨 초대인지 모르겠다면 이 메일을 무시하세요. 아무 일도 일어나지 않습니다.",
            ),
        ),
        Text(en="Look at the invitation", ko="초대 보기"),
    ),
    "approved": Letter(
        Text(en="Your account is ready", ko="계정을 쓸 수 있습니다"),
        (
            Text(
                en="Your account at {service} was approved. You can sign in now.",
                ko="{service} 계정이 승인되었습니다. 이제 로그인할 수 있습니다.",
            ),
        ),
    ),
}


def compose(purpose: str, language: Language, to: str, sender: str, public_url: str, link: str | None) -> EmailMessage:
    """One mail, plain and HTML."""
    letter = LETTERS[purpose]
    service = urlsplit(public_url).netloc or public_url
    lines = [each.render(language, {"service": service}) for each in letter.lines]
    message = EmailMessage(policy=SMTP)
    message["Subject"] = letter.subject.render(language, {})
    message["From"] = sender
    message["To"] = to
    message["Date"] = formatdate(usegmt=True)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2] or None)
    message["Auto-Submitted"] = "auto-generated"
    plain = [lines[0], *([link] if link else []), *lines[1:], "Nullus"]
    message.set_content("\n\n".join(plain) + "\n", cte="base64")
    button = letter.link.render(language, {}) if letter.link else ""
    shown = [f"<p>{html.escape(line)}</p>" for line in lines]
    if link:
        target = html.escape(link, quote=True)
        shown.insert(1, f'<p><a href="{target}">{html.escape(button)}</a></p><p><small>{target}</small></p>')
    message.add_alternative(
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><body>{"".join(shown)}<p>Nullus</p></body></html>',
        subtype="html",
        cte="base64",
    )
    return message
