import "./customer.css";
import { param } from "../../bridge/session";
import { mount } from "../../ui/Frame";
import { CustomerWidget } from "./CustomerWidget";

const customerId = param("customerId");
if (customerId) mount(<CustomerWidget customerId={customerId} />, { isWidget: true });
