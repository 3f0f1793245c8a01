import CloudComputeClient
import Conversations
import Files
import Testing
import Tools

@testable import Commands

/// Errors of turns with tools, and of what is allowed for good.
@Suite(.timeLimit(.minutes(1))) struct ToolErrorTextTests {
    @Test func aRefusalOfToolsNamesTheWayOut() throws {
        let cause = CloudComputeError(.rejected, "No tools here.", statusCode: 400)
        let error = ToolsRefused(cause: cause)
        let sentence = try #require(ErrorText().sentence(error))
        #expect(sentence.contains("400: No tools here") && sentence.hasSuffix("--tools none asks without them."))
        #expect(ExitCode(error) == ExitCode(cause))
    }

    @Test func theLimitOnRoundsNamesItsOption() throws {
        let error = TooManyToolRounds(limit: 3)
        #expect(ErrorText().sentence(error)?.contains("3 rounds") == true)
        #expect(ErrorText().sentence(error)?.contains("--max-tool-rounds") == true && ExitCode(error) == .someFailed)
    }

    @Test func whatIsWrongWithApprovalsNamesTheFile() {
        let errors: [ToolApprovals.Failure] = [
            .notApprovals(path: "/a/b"), .file(FileError(path: "/a/b", .tooLarge(limit: 1 << 20))),
        ]
        for error in errors {
            #expect(ErrorText().sentence(error)?.contains("/a/b") == true && ExitCode(error) == .inputOutput)
        }
    }
}
