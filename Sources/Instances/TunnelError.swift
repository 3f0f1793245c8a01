package import SystemPackage

/// Why there is no tunnel, or no model behind it.
package enum TunnelError: Error, Sendable, Hashable {
    /// There is no ssh in `PATH`.
    case sshMissing
    case sshNotStarted(Errno)
    /// No folder is found in which a socket is this account's alone.
    case noPrivateFolder
    /// Another program listens on the port of this machine; `nil` where any would have done.
    case portTaken(Int?)
    /// ssh has ended.
    case ended(SSHEnding)
    /// ssh did not make the forward in time; its last line.
    case notOpenInTime(String?)
    /// The forward stands, but no model answers; what ssh or the connection says, `nil` where there was no time to ask.
    case noAnswer(String?)
}

/// How ssh ended.
package struct SSHEnding: Sendable, Hashable {
    /// Its exit code, as a shell counts.
    package var status: Int32
    /// The last line that it said, as it came from ssh or from the other side.
    package var line: String?
    /// Whether it could not listen on a port here.
    var isForTakenPort = false
}
