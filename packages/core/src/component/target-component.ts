import { symbol } from "@coco/connectorkit";

/** The function of the components that `mountTarget` makes, in counts and reasons. */
export const mountTargetName = "mountTarget";
/** What the places of such components begin with. */
export const targetLevel: symbol = symbol("target");
