// Set a new password.

import { byId } from "./dom.js";
import { confirm } from "./links.js";

confirm(
  "/api/v1/auth/password/reset",
  () => "reset.done",
  () => ({ password: byId("password").value }),
);
