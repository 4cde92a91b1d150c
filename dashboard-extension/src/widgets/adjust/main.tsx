import "./adjust.css";
import { param } from "../../bridge/session";
import { mount } from "../../ui/Frame";
import { AdjustPopup } from "./AdjustPopup";

const customerId = param("customerId");
if (customerId) mount(<AdjustPopup customerId={customerId} />, { isWidget: false });
