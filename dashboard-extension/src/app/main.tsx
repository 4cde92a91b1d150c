import "./app.css";
import { mount } from "../ui/Frame";
import { App } from "./App";

mount(<App />, { isWidget: false });
