/// The versions of the protocol that are spoken here.
///
/// Fact: https://modelcontextprotocol.io/specification/versioning. Versions before 2026-07-28 begin with a handshake;
/// that one has none and keeps no state.
enum MCPVersion {
    /// The last one with a handshake, which is asked for.
    static let legacy = "2025-11-25"
    /// All that have a handshake.
    static let allLegacy: Set<String> = ["2024-11-05", "2025-03-26", "2025-06-18", legacy]
    /// The one without.
    static let modern = "2026-07-28"
}
