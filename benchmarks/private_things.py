"""Sentences with private things and sentences with what only looks like that, made by a seed: what redaction is measured on.

Every value is made up by rule, with right and (where the law allows them) random check digits, written as people write.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

SURNAMES = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하"
GIVEN = ["민준", "서연", "도윤", "지우", "하은", "예준", "수빈", "지훈", "현우", "유진", "은지", "성민", "미경", "영수",
    "정숙", "동현", "소연", "태희", "준호", "혜진", "상우", "보람", "철수", "영희", "길동", "솔", "훈", "결"]  # fmt: skip
ENGLISH_FIRST = ["James", "Mary", "Robert", "Linda", "Michael", "Sarah", "David", "Emma", "Daniel", "Olivia", "Thomas",
    "Grace", "Kevin", "Hannah", "Peter", "Julia"]  # fmt: skip
ENGLISH_LAST = ["Smith", "Johnson", "Brown", "Taylor", "Wilson", "Anderson", "Clark", "Lewis", "Walker", "Young", "O'Neill",
    "Baker", "Campbell", "Mitchell", "Carter"]  # fmt: skip
DOMAINS = ["example.com", "example.co.kr", "mail.example.org", "corp-example.net", "naver.com", "gmail.com", "hanmail.net",
    "회사.kr", "uni.ac.kr", "example.io"]  # fmt: skip
ROADS = ["테헤란로", "세종대로", "월드컵북로", "판교역로", "올림픽로", "강남대로", "중앙로", "충무로", "을지로", "해운대로",
    "동백죽전대로", "가마산로", "한강대로", "송파대로"]  # fmt: skip
PLACES = (
    ("서울특별시", "강남구", "역삼동"), ("서울시", "마포구", "상암동"), ("서울", "영등포구", "여의도동"), ("부산광역시",
        "해운대구", "우동"),
    ("경기도", "성남시 분당구", "정자동"), ("경기", "용인시 수지구", "풍덕천동"), ("대전광역시", "유성구", "봉명동"),
        ("인천", "연수구", "송도동"),
    ("강원특별자치도", "춘천시", "퇴계동"), ("전북특별자치도", "전주시 완산구", "효자동"), ("제주특별자치도", "제주시",
        "노형동"), ("", "수원시 영통구", "매탄동"),
)  # fmt: skip
STREETS = ["Main Street", "Oak Avenue", "Maple Dr", "Elm St.", "Park Avenue", "N. Lincoln Blvd", "Sunset Boulevard",
    "5th Ave", "Old Mill Road", "W 42nd Street", "Cedar Lane", "King's Road"]  # fmt: skip
TOWNS = [
    "Springfield, IL 62704",
    "Boston, MA 02108",
    "San Francisco, CA 94110-1234",
    "London",
    "Austin, TX 78701",
    "New York, NY 10036",
]
BANKS = [
    "국민은행",
    "신한은행",
    "우리은행",
    "하나은행",
    "농협",
    "기업은행",
    "카카오뱅크",
    "토스뱅크",
    "새마을금고",
    "우체국",
    "SC제일은행",
]
ACCOUNTS = ["######-##-######", "###-###-######", "####-###-######", "###-######-#####", "###-####-####-##",
    "####-##-#######", "##############", "############", "###-##-######"]  # fmt: skip

Value = tuple[str, str]
"""What is written, and what of it is private (a part of it)."""


@dataclass(frozen=True, slots=True)
class Case:
    """A text; where the private part begins and ends, and of what kind it is; none for a hard negative."""

    text: str
    kind: str | None
    start: int = 0
    end: int = 0
    source: str = ""


def cases(count: int, seed: int) -> list[Case]:
    """`count` cases, four in ten of them hard negatives."""
    random = Random(seed)
    return [negative(random) if random.random() < 0.4 else positive(random) for _ in range(count)]


def positive(random: Random) -> Case:
    kind = random.choice(list(MAKERS))
    maker, carriers = MAKERS[kind]
    value, carrier = maker(random), random.choice(carriers)
    text = _around(random, carrier.replace("{}", value))
    start = text.index(value)
    return Case(text, kind, start, start + len(value), carrier)


def negative(random: Random) -> Case:
    name, carrier, maker = random.choice(NEGATIVES)
    return Case(_around(random, carrier.replace("{}", maker(random))), None, source=name)


def _around(random: Random, sentence: str) -> str:
    before = random.choice(
        ["", "", "회의록입니다. ", "Please note: ", "- ", "3. ", "2024-11-21 10:30 ", "(참고) ", "> "]
    )
    after = random.choice(["", "", " 감사합니다.", " Thank you.", "\n다음 항목은 2번입니다.", " (끝)"])
    return before + sentence + after


def shaped(random: Random, shape: str) -> str:
    return "".join(str(random.randrange(10)) if letter == "#" else letter for letter in shape)


def _check(digits: str, weights: tuple[int, ...]) -> int:
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False))


def _birthday(random: Random, sexes: tuple[str, str]) -> str:
    year = random.randrange(1945, 2024)
    day = f"{year % 100:02}{random.randrange(1, 13):02}{random.randrange(1, 29):02}"
    return day + random.choice(sexes[year >= 2000])


def resident(random: Random, sexes: tuple[str, str] = ("12", "34"), shift: int = 0) -> str:
    body = _birthday(random, sexes) + shaped(random, "#####")
    last = (11 - _check(body, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)) % 11 + shift) % 10
    digits = body + (str(last) if random.random() < 0.75 else shaped(random, "#"))
    return digits[:6] + random.choice(["-", "-", "-", "-", "", " ", " - ", "–", "－"]) + digits[6:]


def foreigner(random: Random) -> str:
    return resident(random, ("56", "78"), 2)


def passport(random: Random) -> str:
    return random.choice(
        [
            random.choice("MSR") + shaped(random, "########"),
            random.choice("MSRDO") + shaped(random, "###") + random.choice("ABCDEFGHJK") + shaped(random, "####"),
        ]
    )


def licence(random: Random) -> str:
    number = f"{random.randrange(11, 27)}-{shaped(random, '##-######-##')}"
    old = f"{random.choice(['서울', '경기', '부산', '강원'])} {shaped(random, '##-######-##')}"
    return random.choice([number, number, number, number.replace("-", " "), old])


def business(random: Random) -> str:
    body = str(random.randrange(101, 900)) + shaped(random, "######")
    total = _check(body, (1, 3, 7, 1, 3, 7, 1, 3, 5)) + int(body[8]) * 5 // 10
    digits = body + str(-total % 10)
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"


def phone(random: Random) -> str:
    american = f"{random.randrange(201, 990)}-{random.randrange(200, 1000)}-{shaped(random, '####')}"
    first, rest = american.split("-", 1)
    shapes = ["010-####-####", "010-####-####", "010 #### ####", "010.####.####", "010########", "011-###-####",
        "02-###-####", "02-####-####",
        "031-###-####", "(02) ###-####", "051)###-####", "070-####-####", "0505-###-####", "+82-10-####-####",
            "+82 10 #### ####", "+821#########".replace("1#", "10", 1)[:13],
        "+82 (0)10-####-####", "+82-2-###-####", "+44 20 7946 ####", "+81-3-####-####", "+49 30 ########",
            "０１０－####－####"]  # fmt: skip
    return shaped(
        random,
        random.choice(
            [*shapes, american, f"({first}) {rest}", f"+1 {american}", f"1-{american}", american.replace("-", ".")]
        ),
    )


def account(random: Random) -> str:
    return shaped(random, random.choice(ACCOUNTS)).replace("0", "1", 1)


def card(random: Random) -> str:
    prefix, length = random.choice(
        [("4", 16), ("5" + str(random.randrange(1, 6)), 16), ("37", 15), ("3528", 16), ("62", 16), ("36", 14)]
    )
    body = prefix + shaped(random, "#" * (length - 1 - len(prefix)))
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(reversed(body)))
    digits = body + str(-total % 10)
    gap = random.choice(["-", " ", " ", ""])
    if length == 16:
        return gap.join(digits[place : place + 4] for place in range(0, 16, 4))
    return gap.join((digits[:4], digits[4:10], digits[10:]))


def email(random: Random) -> str:
    local = random.choice(
        ["hong", "gildong.hong", "k_minjun", "sales+kr", "j.smith", "a1", "user-99", "LEE", "minsu1987"]
    )
    return f"{local}@{random.choice(DOMAINS)}"


def address(random: Random) -> str:
    return random.choice([_by_road, _by_road, _by_lot, _english, _romanised])(random)


def _by_road(random: Random) -> str:
    province, district, village = random.choice(PLACES)
    number = random.choice([str(random.randrange(1, 900)), f"{random.randrange(1, 300)}-{random.randrange(1, 40)}"])
    lane = random.choice(["", "", f"{random.randrange(2, 90)}길 ", f" {random.randrange(2, 90)}번길 "])
    tail = random.choice(["", "", f", {random.randrange(101, 120)}동 {random.randrange(101, 2500)}호", f" ({village})",
        f", {random.randrange(2, 30)}층",
        f", {random.randrange(101, 2500)}호 ({village}, 한빛아파트)", " 한빛빌딩 7층"])  # fmt: skip
    return f"{province} {district} {random.choice(ROADS)}{lane or ' '}{number}{tail}".strip()


def _by_lot(random: Random) -> str:
    province, district, village = random.choice(PLACES)
    number = random.choice(["{}", "{}-{}", "{}번지", "{}-{}번지", "산 {}"]).replace(
        "{}", str(random.randrange(1, 800)), 1
    )
    return f"{province} {district} {village} {number.replace('{}', str(random.randrange(1, 40)))}".strip()


def _english(random: Random) -> str:
    flat = random.choice(["", "", f", Apt {random.randrange(1, 99)}", " Suite 200", f" #{random.randrange(1, 40)}B"])
    town = random.choice(["", f", {random.choice(TOWNS)}"])
    return f"{random.randrange(1, 9999)} {random.choice(STREETS)}{flat}{town}"


def _romanised(random: Random) -> str:
    road = random.choice(["Teheran-ro", "Sejong-daero", "Pangyoyeok-ro", "Jungang-ro 12beon-gil", "Gangnam-daero"])
    town = random.choice(["Gangnam-gu, Seoul", "Jung-gu, Daegu", "Bundang-gu, Seongnam-si", "Mapo-gu, Seoul 04524"])
    return f"{random.randrange(1, 600)}, {road}, {town}"


def korean_name(random: Random) -> str:
    return random.choice(SURNAMES) + random.choice(GIVEN)


def english_name(random: Random) -> str:
    return f"{random.choice(ENGLISH_FIRST)} {random.choice(ENGLISH_LAST)}"


MAKERS: dict[str, tuple[Callable[[Random], str], list[str]]] = {
    "rrn": (resident, ["주민등록번호는 {}입니다.", "주민번호 {}로 조회", "{}", "홍길동({}) 신청", "생년월일 및 번호: {}이며",
        "His resident number is {}.", "|홍길동|{}|재직|"]),
    "frn": (foreigner, ["외국인등록번호 {}이에요", "등록번호: {}", "{}", "ARC {} was issued.", "외국인 근로자({})의 서류"]),
    "passport": (passport, ["여권번호 {}입니다", "여권: {}", "passport no. {}", "Passport {} expires soon.",
        "여권({})을 제출함", "{}은 제 여권번호예요"]),
    "licence": (licence, ["운전면허번호 {}입니다", "면허증 {}을 확인", "driver's licence {}", "면허: {}", "{}"]),
    "business": (business, ["사업자등록번호 {}입니다", "사업자번호: {}", "({}) 주식회사 한빛", "{}", "Business no. {}",
        "공급자 {}로 발행"]),
    "phone": (phone, ["전화번호는 {}입니다.", "{}로 연락 주세요", "연락처: {}", "Call me at {}.", "tel. {}", "Phone: {}",
        "휴대폰 {}번이에요", "H.P {}", "문의 {} (평일)"]),
    "account": (account, ["{bank} {}로 입금", "계좌번호: {}", "{bank} 계좌 {} (예금주 홍길동)", "{}({bank})로 보내 주세요",
        "Bank account {} please", "송금 계좌는 {}입니다", "입금계좌 {bank} {}"]),
    "card": (card, ["카드번호 {}입니다", "{}", "card {} was charged", "결제 카드: {}", "신용카드({})로 결제",
        "Visa {} exp 12/26"]),
    "email": (email, ["메일은 {}이에요", "{}로 보내 주세요", "Write to {}.", "이메일:{}", "<{}>", "({})", "연락처 {}, 감사",
        "{}입니다", "담당자{}에게", "mailto:{}"]),
    "address": (address, ["주소는 {}입니다", "주소: {}", "{}에 삽니다", "배송지 {}", "Ship to {}.", "He lives at {}.",
        "거주지: {}", "{}"]),
    "name": (
        lambda random: korean_name(random) if random.random() < 0.7 else english_name(random),
        ["이름: {}", "성명: {}", "성함은 {}입니다", "담당자: {}", "Name: {}", "{}님", "Mr. {}", "Dr. {}", "Contact: {}"],
    ),
}  # fmt: skip
for _kind, (_maker, _carriers) in MAKERS.items():
    MAKERS[_kind] = (
        _maker,
        [form.replace("{bank}", bank) for form in _carriers for bank in (BANKS if "{bank}" in form else [""])],
    )


def _isbn(random: Random) -> str:
    body = "97889" + shaped(random, "#######")
    return body + str(-sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(body)) % 10)


def _barcode(random: Random) -> str:
    body = "880" + shaped(random, "#########")
    return body + str(-sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(body)) % 10)


def _uuid(random: Random) -> str:
    digits = f"{random.getrandbits(128):032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _digit_uuid(random: Random) -> str:
    return shaped(random, "########-####-4###-####-############")


def _day(random: Random) -> str:
    year, month, day = random.randrange(1950, 2030), random.randrange(1, 13), random.randrange(1, 29)
    return random.choice(
        [
            f"{year}-{month:02}-{day:02}",
            f"{year}.{month}.{day}",
            f"{year % 100:02}{month:02}{day:02}",
            f"{year}{month:02}{day:02}",
            f"{year}년 {month}월 {day}일",
        ]
    )


def _span(random: Random) -> str:
    return f"{_day(random)} ~ {_day(random)}"


def _number(shape: str) -> Callable[[Random], str]:
    return lambda random: shaped(random, shape)


def _price(random: Random) -> str:
    return f"{random.randrange(1, 9999):,},{random.randrange(1000):03},{random.randrange(1000):03}"


def _one_of(*values: str) -> Callable[[Random], str]:
    return lambda random: random.choice(values)


NEGATIVES: list[tuple[str, str, Callable[[Random], str]]] = [
    ("order", "주문번호 {}입니다", _number("2024####-#######")),
    ("order", "주문번호: {}로 조회하세요",
        lambda random: "24" + f"{random.randrange(1, 13):02}{random.randrange(1, 29):02}" + shaped(random, "#######")),
    ("order", "order {} has shipped", _number("###-#######-#######")),
    ("order", "Invoice {} is due", _number("INV-####-######")),
    ("order", "송장번호 {} 배송 중", _number("############")),
    ("order", "운송장 {}번", _number("####-####-####")),
    ("order", "ticket {} was closed", _number("###-###-####")),
    ("order", "접수번호 {}로 확인", _number("##########")),
    ("order", "{}번 문서", _number("제2024-###호 ##")),
    ("version", "버전 {}에서 고침", _number("1#.#.####")),
    ("version", "Upgrade to {} first.", _number("v#.##.#")),
    ("version", "build {}", _number("10.0.#####.####")),
    ("version", "`react@{}`를 설치", _number("1#.2.#")),
    ("date", "{}에 시작", _day),
    ("date", "기간은 {}입니다", _span),
    ("date", "backup-{}.tar",
        lambda random: f"2024{random.randrange(10, 13)}{random.randrange(10, 28)}-{shaped(random, '######')}"),
    ("date", "{}",
        lambda random: shaped(random, "2024-11-1#T1#:15:2#.######+09:00")),
    ("time", "timestamp {}", lambda random: str(random.randrange(1_600_000_000_000, 1_800_000_000_000))),
    ("time", "{}", lambda random: str(random.randrange(1_600_000_000, 1_800_000_000))),
    ("uuid", "id {}를 보세요", _uuid),
    ("uuid", "{}", _digit_uuid),
    ("isbn", "ISBN {}", _isbn),
    ("isbn", "{}", lambda random: "978-89-" + shaped(random, "####-###-#")),
    ("barcode", "바코드 {}", _barcode),
    ("barcode", "{}", _barcode),
    ("ip", "서버 {}에서", lambda random: ".".join(str(random.randrange(1, 255)) for _ in range(4))),
    ("ip", "{}:8080으로 접속", lambda random: ".".join(str(random.randrange(1, 255)) for _ in range(4))),
    ("ip", "fe80::{}", _number("####:####:####")),
    ("science", "값은 {}입니다", _number("#.##########e-##")),
    ("science", "π ≈ {}", _number("3.14159265358979###")),
    ("science", "k = {}", _number("0.############")),
    ("science", "좌표 {}", _number("37.######, 126.######")),
    ("price", "가격은 {}원입니다", _price),
    ("price", "총 ${}", lambda random: f"{random.randrange(1, 999):,},{random.randrange(1000):03}.00"),
    ("price", "은행 잔고는 {}원", _price),
    ("price", "은행이 {}원을 대출", _number("2##########")),
    ("hash", "commit {}", lambda random: f"{random.getrandbits(160):040x}"),
    ("hash", "sha {} 확인", lambda random: f"{random.getrandbits(64):016x}"),
    ("part", "모델명 {}", _number("SM-####-####-##")),
    ("part", "part no. {}", _number("M-####-###")),
    ("part", "품번 {}", lambda random: random.choice("MSR") + shaped(random, "########")),
    ("company", "법인등록번호 {}", _number("110111-#######")),
    ("phrase", "{}", _one_of("강남구 기준으로 3명이 지원했습니다", "서울시 방침으로 12개 구가 참여", "앞으로 3년 동안",
        "평균적으로 5번 반복", "이메일로 2번 보냄", "별도로 10개를 주문",
        "수원시 예산으로 20억 원을 씀", "부산 기준으로 2024년부터", "제3항으로 12조를 대신한다", "도로 3개가 막혔다")),
    ("phrase", "{}", _one_of("고객님 안녕하세요", "선생님께서 오셨다", "하나님", "회원님은 5회 이용", "부장님 결재",
        "주문하신 분 이름을 적어 주세요", "신청인은 서류를 낸다", "담당자가 확인 중", "이사님이 말씀하셨다",
        "사용자님의 설정", "성명을 기재하시오", "팀장님 회신", "이 양식은 3쪽이다", "전기 기사님 방문")),
    ("phrase", "{}", _one_of("The 3 Best Practices of 2024", "Room 101 is on the 3rd floor", "Chapter 12 Hard Drive Repair",
        "Top 10 Places to Go", "Section 4.2 Road Works", "Name the three laws.",
        "Contact us for details", "Dr. visits are on Monday", "1984 by George Orwell", "Customer is king",
            "5 Star Hotel Avenue")),
    ("mention", "{}", _one_of("@hong 확인 부탁", "git@github.com:org/repo.git", "user@localhost", "3@5", "a @ b.com 형태로",
        "p@ss", "2@1.5", "decorator @app.route")),
    ("score", "점수 {}", _number("##-##-##")),
    ("score", "{}", _number("1588-1592년 #차")),
    ("range", "페이지 {}", _number("1##-2##")),
    ("law", "「개인정보 보호법」 제{}", _number("24조의2제#항")),
    ("code", "for i in range({}):", _number("1########")),
    ("code", "0x{}", lambda random: f"{random.getrandbits(64):016X}"),
    ("bank", "은행은 {}에 문을 연다", lambda random: f"{_day(random)} 09:30"),
    ("bank", "우리 팀은 {} 회의", _span),
    ("gap", "{}", _number("#### #### ####")),
]  # fmt: skip
