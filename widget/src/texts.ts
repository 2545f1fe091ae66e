/** Every text of the widget in both languages. */
export type Language = "ko" | "en";

const TEXTS = {
  open: ["Open the chat", "대화창 열기"],
  close: ["Close the chat", "대화창 닫기"],
  anew: ["New conversation", "새 대화"],
  ask: ["Ask a question", "질문하기"],
  placeholder: ["Ask a question…", "질문을 입력하세요"],
  send: ["Send", "보내기"],
  stop: ["Stop the answer", "답변 중지"],
  you: ["You", "나"],
  thinking: ["Looking through the documents…", "문서를 살펴보는 중입니다…"],
  sources: ["Sources", "출처"],
  source: ["Source {n}: {name}", "출처 {n}: {name}"],
  page: ["page {n}", "{n}쪽"],
  good: ["Helpful", "도움이 됐어요"],
  bad: ["Not helpful", "도움이 안 됐어요"],
  why: ["What was missing or wrong?", "무엇이 부족하거나 틀렸나요?"],
  tell: ["Tell", "의견 보내기"],
  thanks: ["Thank you.", "의견을 보냈습니다."],
  left: ["{n} questions left", "질문 {n}번 남음"],
  left1: ["1 question left", "질문 1번 남음"],
  left0: ["No questions left", "남은 질문이 없습니다"],
  signUp: ["Sign up and keep this conversation", "가입하고 이 대화 이어 가기"],
  signedUp: ["This conversation goes on in your account.", "이 대화는 계정에서 이어집니다."],
  account: ["Open my account", "내 계정 열기"],
  over: ["Begin anew here", "여기서 새로 시작"],
  stopped: ["Stopped.", "중지했습니다."],
  lost: ["The connection broke.", "연결이 끊어졌습니다."],
  away: ["The chat cannot be reached at the moment.", "지금은 대화를 시작할 수 없습니다."],
  refused: ["This chat is not available on this site.", "이 사이트에서는 이 대화를 쓸 수 없습니다."],
  again: ["Try again", "다시 시도"],
  note: ["Answers come from documents and can be wrong. Check the sources.", "답변은 문서를 바탕으로 만들며 틀릴 수 있습니다. 출처를 확인하세요."],
  log: ["Conversation", "대화 내용"],
  suggested: ["Suggested questions", "추천 질문"],
} as const satisfies Record<string, readonly [string, string]>;

export type Key = keyof typeof TEXTS;

/** Words in the visitor's language. */
export type Say = (key: Key, fields?: Record<string, string | number>) => string;

/** A text in a language, with its fields filled in. */
export function say(language: Language, key: Key, fields: Record<string, string | number> = {}): string {
  return TEXTS[key][language === "ko" ? 1 : 0].replace(/\{(\w+)\}/g, (_, name: string) => String(fields[name] ?? ""));
}
