import { textsOf } from "../../texts";
import de from "./de.json";
import en from "./en.json";

export const text = textsOf("messages", { en, de });
