import CloudComputeClient
import Testing

@testable import Instances

@Suite(.timeLimit(.minutes(2))) struct SSHCommandLineTests {
    private static func line(options: [String] = [], host: String = "203.0.113.7") throws -> SSHCommandLine {
        let endpoint = try #require(SSHEndpoint(user: "root", host: host, port: 40_022))
        return SSHCommandLine(to: endpoint, ofInstance: 564, options: options, identity: "key")
    }

    /// The value that ssh takes of an option: the first.
    private static func value(_ name: String, _ arguments: [String]) -> String? {
        arguments.first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
    }

    @Test(arguments: [
        "ForwardAgent", "ForwardX11", "ForwardX11Trusted", "PermitLocalCommand", "ControlMaster",
    ])
    func nothingIsLentToTheHostUnlessTheUserSaysSo(option: String) throws {
        let forwards = ["/run/s:127.0.0.1:8000"]
        for arguments in [
            try Self.line().arguments, try Self.line().arguments(forwards: forwards, command: "true"),
        ] {
            #expect(Self.value(option, arguments) == "no")
        }
        #expect(Self.value(option, try Self.line(options: ["\(option)=yes"]).arguments) == "yes")
    }

    @Test(arguments: ["ExitOnForwardFailure=no", "ClearAllForwardings=yes", "ControlMaster=auto", "RemoteCommand=top"])
    func whatTheTunnelRestsOnCannotBeTakenFromIt(option: String) throws {
        let arguments = try Self.line(options: [option]).arguments(forwards: ["/run/s:127.0.0.1:8000"], command: "true")
        let name = String(option.prefix { $0 != "=" })
        #expect(Self.value(name, arguments) != String(option.dropFirst(name.count + 1)))
    }

    @Test func theNameThatConfigurationFilesAreAskedForIsNotTheServers() throws {
        let arguments = try Self.line(host: "github.com").arguments
        #expect(arguments.suffix(2) == ["--", "cloudcompute-instance-564"])
        #expect(Self.value("HostName", arguments) == "github.com")
        #expect(Self.value("HostKeyAlias", arguments) == "cloudcompute-instance-564")
    }
}
