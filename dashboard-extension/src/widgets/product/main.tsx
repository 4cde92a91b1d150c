import "../customer/customer.css";
import "./product.css";
import { param } from "../../bridge/session";
import { mount } from "../../ui/Frame";
import { ProductWidget } from "./ProductWidget";

const productId = param("productId");
if (productId) mount(<ProductWidget productId={productId} />, { isWidget: true });
