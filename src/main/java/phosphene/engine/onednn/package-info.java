/** The engine on oneDNN itself: primitives made once for a session, weights packed once for all. */
@NullMarked
package phosphene.engine.onednn;

import org.jspecify.annotations.NullMarked;
