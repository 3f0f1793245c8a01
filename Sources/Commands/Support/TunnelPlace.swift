import CloudComputeClient
import Instances
import Localization
import SystemPackage
import Terminal

/// An instance and the port on it, as sentences name them.
struct TunnelPlace: Sendable {
    var instance: Int
    var port: Int

    /// The sentence for a tunnel that cannot be had or has ended.
    func sentence(_ error: TunnelError) -> String { localized(message(error)) }

    /// The same as a message.
    func message(_ error: TunnelError) -> Message {
        switch error {
        case .sshMissing: Message("The program ssh cannot be run; install openssh-client.")
        case .sshNotStarted(let code):
            Message("The program ssh cannot be started: \(Message(ofSystem: code.description)).")
        case .noPrivateFolder:
            Message(
                "No usable folder for the tunnel's socket: set XDG_RUNTIME_DIR or TMPDIR to one with a short path in which "
                    + "no other account can rename files.")
        case .portTaken(let port?): Self.taken(port)
        case .portTaken(nil): Message("No port of this machine is free for the tunnel.")
        case .ended(let ending): Message("The tunnel to instance \(instance) is down: \(Self.words(ending)).")
        case .notOpenInTime(let line?):
            Message("ssh did not log in to instance \(instance) in time: \(Self.line(line)).")
        case .notOpenInTime(nil): Message("ssh did not log in to instance \(instance) in time.")
        case .noAnswer(let reason):
            Message(
                "On port \(port) of instance \(instance) no model answers: "
                    + "\(reason.map { Message(verbatim: Self.line($0)) } ?? Message("the time was too short to ask")).")
        }
    }

    /// The failure for a command that ends with it.
    func failure(_ error: TunnelError) -> CommandFailure { CommandFailure(sentence(error), endingLike: error) }

    /// Runs the body, whose tunnel errors become failures of the command.
    func explaining<Result>(_ body: () async throws -> Result) async throws -> Result {
        do { return try await body() } catch let error as TunnelError { throw failure(error) }
    }

    /// What is said while the tunnel stands and the model does not answer yet.
    var waitingForModel: String {
        localized("The tunnel is open; waiting for the model on port \(port) of the instance …")
    }

    static func portTaken(_ port: Int) -> String { localized(taken(port)) }

    private static func taken(_ port: Int) -> Message {
        Message("The port \(port) of this machine is taken; choose another with --local-port.")
    }

    /// How ssh ended, as the end of a sentence.
    static func words(_ ending: SSHEnding) -> Message {
        guard let said = ending.line else { return Message("ssh ended with \(ending.status) and said nothing") }
        return Message("ssh ended with \(ending.status): \(line(said))")
    }

    /// A line of ssh, which may be the other side's words, without the full stop at its end.
    static func line(_ text: String) -> String {
        let text = ControlCharacterFilter.filterLine(text)
        return text.utf8.last == UInt8(ascii: ".") ? String(text.dropLast()) : text
    }
}
