import "../customer/customer.css";
import "./order.css";
import { param } from "../../bridge/session";
import { mount } from "../../ui/Frame";
import { OrderWidget } from "./OrderWidget";

const orderId = param("orderId");
if (orderId) mount(<OrderWidget orderId={orderId} />, { isWidget: true });
