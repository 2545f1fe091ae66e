/** The script that other sites load: it makes `<nullus-chat>` an element, once. */
import { NullusChat } from "./element";

if (!customElements.get("nullus-chat")) customElements.define("nullus-chat", NullusChat);
