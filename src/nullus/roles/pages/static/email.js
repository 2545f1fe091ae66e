// Confirm a new e-mail address.

import { confirm } from "./links.js";

confirm("/api/v1/auth/email/confirm", () => "email.done");
