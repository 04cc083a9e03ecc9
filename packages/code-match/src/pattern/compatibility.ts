/**
 * "cocoindex": patterns mean exactly what they mean in CocoIndex 1.0.26. Without, letters match in either case where the
 * language does not tell them apart, text between tags is matched without the white space around it, what `\{{ … \}}`
 * contains ends within it, and `\{ … \}` takes operators too.
 */
export type Compatibility = "cocoindex";
