package import SystemPackage

/// Why a state file cannot be used.
package enum SandboxStateError: Error, Sendable, Hashable {
    case cannotBeMade(String, Errno)
    /// It cannot be opened for reading and writing.
    case noAccess(String)
    /// It is something else than the state of a sandbox.
    case notAState(String)
    /// A later version of the program has written it.
    case laterVersion(String)
    /// What SQLite reports, by its extended result code, if it was SQLite.
    case failed(String, code: Int32?)
}
