import "../customer/customer.css";
import "./home.css";
import { mount } from "../../ui/Frame";
import { HomeWidget } from "./HomeWidget";

mount(<HomeWidget />, { isWidget: true });
