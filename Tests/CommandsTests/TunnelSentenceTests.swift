import SystemPackage
import Testing

@testable import Commands
@testable import Instances

@Suite(.timeLimit(.minutes(2))) struct TunnelSentenceTests {
    private static let errors: [TunnelError] = [
        .sshMissing, .sshNotStarted(.noSuchFileOrDirectory), .noPrivateFolder, .portTaken(8000), .portTaken(nil),
        .ended(SSHEnding(status: 255, line: nil)), .ended(SSHEnding(status: 255, line: "Permission denied.")),
        .notOpenInTime(nil), .notOpenInTime("Banner\u{1B}[2J\u{9B}31m\u{202E}"), .noAnswer("nothing\u{7} answers."),
        .noAnswer(nil),
    ]

    @Test(arguments: errors) func eachErrorIsOneSentenceThatIsSafeForATerminal(error: TunnelError) {
        let place = TunnelPlace(instance: 564, port: 8000)
        let sentence = place.sentence(error)
        #expect(!sentence.unicodeScalars.contains { $0.properties.generalCategory == .control || $0 == "\u{202E}" })
        #expect(!sentence.hasSuffix(".."))
        #expect(place.failure(error).exitCode == .unavailable)
    }

    @Test func theEndOfSSHIsToldInItsOwnWords() {
        let ending = SSHEnding(status: 255, line: "Timeout, server 10.0.0.1 not responding.")
        #expect(
            TunnelPlace(instance: 564, port: 8000).sentence(.ended(ending))
                == "The tunnel to instance 564 is down: ssh ended with 255: Timeout, server 10.0.0.1 not responding.")
    }

    @Test(arguments: [
        (InstanceWait.Failure.dead(7, "exited"), ExitCode.unavailable), (.lost(7, "offline"), .unavailable),
        (.stopped(7, "stopped"), .unavailable), (.gone, .unavailable), (.timeUp("loading"), .tryAgain),
        (.timeUp(nil), .tryAgain),
    ])
    func aWaitInVainEndsWithItsExitCode(failure: InstanceWait.Failure, code: ExitCode) {
        #expect(ExitCode(failure) == code)
    }
}
