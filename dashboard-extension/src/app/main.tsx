import { mount } from "../ui/Frame";
import { text } from "../texts";

mount(<main className="widget">{text("loading")}</main>);
