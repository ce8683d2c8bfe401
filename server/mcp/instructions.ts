/** What a client tells its model about this server at the start of a session. Below 2,000 characters. */
export const instructions = `Adsmith designs static ads (social placements and display banners) on a Figma file or, with no Figma open, on a built-in canvas. Use it when asked to make, change, adapt, check or export an ad.

Usual order: read_brand_data (colours, type, product images) -> start_concept (the angle's free formats; opens the concept) -> browse_ad_library (references) -> batch_pipeline with build_ad_skeleton, set_background, apply_typography, place_product (also once with role "logo") and get_canvas_screenshot -> look at the picture, correct with batch_update or by calling a tool again -> check_ad -> export_ad -> complete_concept. For a single quick ad leave the concept out. Design rules: read_design_guide.

- One ad is one batch_pipeline call: steps name each other's results ("$skeleton.frameId"), all or nothing. Text that looks like a reference ("$9.99") stays text.
- build_ad_skeleton takes a placement (story, portrait, feed, landscape, 300x250, ...) and a layout; text and product then go into regions that cannot collide. Give it the brand: colours and type become defaults.
- Headline sizes are measured to fit; leave sizes out unless you have a reason. Fewer words make a better ad: one idea, under 8 words of headline.
- Results name what was adjusted and warn of what reads badly: act on it. export_ad refuses while a check fails.
- For free layouts use batch_operations; raw_figma_operation is the last resort. A failed call leaves the canvas as it was.
- canvas_status tells a new session where things stand. More tools (templates, adapt_ad, review_concept, image generation, design bundles) are there when the server runs with --toolsets all.`;
