/// What a tool's origin says of its effects: hints that are shown and never decide anything.
package struct ToolAnnotations: Sendable, Hashable {
    /// A name for people.
    package var title: String?
    /// It changes nothing.
    package var readOnlyHint: Bool?
    /// What it changes may be lost.
    package var destructiveHint: Bool?
    /// A second call with the same arguments changes nothing more.
    package var idempotentHint: Bool?
    /// It talks with systems outside.
    package var openWorldHint: Bool?

    /// Makes annotations that say nothing.
    package init() {}
}
