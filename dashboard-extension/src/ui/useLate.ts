import { useEffect, useState } from "react";

/** A value once it has not changed for so many milliseconds. */
export function useLate<Value>(value: Value, after: number): Value {
  const key = JSON.stringify(value);
  const [late, setLate] = useState(key);
  useEffect(() => {
    const timer = setTimeout(() => setLate(key), after);
    return () => clearTimeout(timer);
  }, [key, after]);
  return JSON.parse(late) as Value;
}
