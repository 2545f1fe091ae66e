// Confirm the e-mail of a new account.

import { confirm } from "./links.js";

confirm("/api/v1/auth/verify", (answer) => (answer.state === "waiting" ? "verify.waiting" : "verify.done"));
