import { Fragment, type ReactNode } from "react";

interface Props {
  /** With a place such as {points} for each of the parts. */
  words: string;
  parts: Readonly<Record<string, ReactNode>>;
}

/** A plain sentence with fields inside, in whatever order the language puts them. */
export function Sentence({ words, parts }: Props) {
  return (
    <div className="sentence">
      {words.split(/(\{\w+\})/).map((piece, place) => {
        const name = /^\{(\w+)\}$/.exec(piece)?.[1];
        return (
          <Fragment key={place}>
            {name ? parts[name] : piece}
          </Fragment>
        );
      })}
    </div>
  );
}
