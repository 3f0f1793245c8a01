import CloudComputeClient
import Instances
import Settings
import Terminal
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(1))) struct ErrorLineTests {
    private static let forged = "x\ncloudcompute: forged\r\u{1B}[2J"

    @Test(
        arguments: [
            CommandFailure("The server has \(forged).", .configuration), CloudComputeError(.rejected, forged),
            CloudComputeError(.serverFailure, forged, statusCode: 500), InstanceWait.Failure.dead(1, forged),
            InstanceWait.Failure.timeUp(forged), SettingsError.unknownEntry(forged, file: forged, known: [forged]),
            Described(description: forged),
        ] as [any Error])
    func nothingFromOutsideBeginsALine(error: any Error) throws {
        let sentence = try #require(ErrorText().sentence(error))
        #expect(sentence.contains("forged"))
        #expect(sentence.unicodeScalars.allSatisfy { $0.value >= 0x20 }, "\(sentence)")
    }

    private struct Described: Error, CustomStringConvertible {
        var description: String
    }
}
