import type { ReactNode } from "react";
import { Button, GridList, GridListItem, useDragAndDrop } from "react-aria-components";

import "./form.css";
import { text } from "../../texts";

interface Row {
  id: string;
  name: string;
}

interface Props<Shown extends Row> {
  label: string;
  rows: readonly Shown[];
  /** All ids in their new order. */
  onReorder: (ids: string[]) => void;
  children: (row: Shown) => ReactNode;
  isDisabled?: boolean;
}

/** Rows in an order that is changed by dragging, by keyboard too: Enter on the handle, arrows. */
export function SortableList<Shown extends Row>({
  label,
  rows,
  onReorder,
  children,
  isDisabled = false,
}: Props<Shown>) {
  const { dragAndDropHooks } = useDragAndDrop({
    isDisabled,
    getItems: (keys) => [...keys].map((key) => ({ "text/plain": String(key) })),
    onReorder: ({ keys, target }) => {
      const rest = rows.map((row) => row.id).filter((id) => !keys.has(id));
      const place = rest.indexOf(String(target.key)) + (target.dropPosition === "after" ? 1 : 0);
      const moved = [...keys].map(String);
      onReorder([...rest.slice(0, place), ...moved, ...rest.slice(place)]);
    },
  });
  return (
    <GridList
      className="sortable"
      aria-label={label}
      items={rows}
      dragAndDropHooks={dragAndDropHooks}
      keyboardNavigationBehavior="tab"
      // What a row shows changes without its place changing.
      dependencies={[children, rows]}
    >
      {(row) => (
        <GridListItem id={row.id} textValue={row.name} className="row">
          <Button slot="drag" className="handle" aria-label={text("moveHint", { name: row.name })}>
            ⠿
          </Button>
          <div className="content">{children(row)}</div>
        </GridListItem>
      )}
    </GridList>
  );
}
