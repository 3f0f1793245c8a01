import Foundation
import Testing

@testable import Batch
@testable import CloudComputeClient
@testable import Commands
@testable import ConversationStore
@testable import Instances
@testable import PromptTemplates
@testable import Sandbox
@testable import Settings
@testable import Terminal

@Suite(.timeLimit(.minutes(1))) struct ExitCodeTests {
    /// The names of the samples, by the exit code of the errors made of them.
    private func names<Sample: CaseSamples>(
        _ samples: [Sample] = Sample.samples, _ error: (Sample) -> any Error
    ) -> [Int32: Set<String>] {
        Dictionary(grouping: samples) { ExitCode(error($0)).rawValue }.mapValues { Set($0.map(\.caseName)) }
    }

    @Test func eachKindOfTheClientsErrorsHasItsExitCode() {
        let codes = Dictionary(grouping: CloudComputeError.Kind.allCases) {
            ExitCode(CloudComputeError(.init(kind: $0), "")).rawValue
        }
        #expect(
            codes.mapValues { Set($0) } == [
                65: [.unknownModel, .rejected, .gone], 75: [.rateLimited], 76: [.badReply],
                78: [.invalidConfiguration, .notFound],
                69: [.serverFailure, .unreachable, .timedOut, .interrupted, .unconfirmed, .untrustedCertificate],
                77: [.unauthorized, .paymentRequired, .forbidden], 130: [.cancelled],
            ])
    }

    @Test func eachErrorOfABatchHasItsExitCode() {
        #expect(
            names(BatchError.samples.filter { $0.caseName != "pool" }) { $0 as BatchError } == [
                64: ["repeatedStream", "sameFile", "pageOverResults", "notAPage"],
                65: ["badLines", "lineTooLong", "staleResults", "notAResult"], 66: ["unusableInput", "readingFailed"],
                74: [
                    "noRoomForCopy", "unusableOutput", "lockedOutput", "contestedOutput", "movedOutput", "cutOutput",
                    "removedOutput", "foreignLine",
                    "misplacedLine",
                    "readerGone", "writingFailed", "unwritablePage",
                ],
            ])
    }

    @Test func eachErrorOfAShardHasItsExitCode() {
        #expect(
            names { $0 as ShardError } == [
                64: ["otherCount", "otherRule", "outputIsNoFile", "limitTooSmall"],
                65: ["otherInputs", "otherContent", "changedSize"], 74: ["notAManifest", "unusableManifest"],
            ])
        #expect(names { $0 as LauncherRefusal }.keys.sorted() == [64])
    }

    @Test func eachErrorOfAPoolHasItsExitCode() {
        #expect(
            names { BatchError.pool($0 as PoolError) } == [
                64: ["foreignFolder", "inputNotAFile"],
                65: ["otherInput", "otherRequests", "unreadableDescription"],
                74: ["unusableFolder", "unfitFileSystem"],
            ])
    }

    @Test func onlyAFileThatTheCommandLineNamesIsAMissingInput() {
        #expect(names { $0 as SettingsError }.keys.sorted() == [78])
        let inProfile = SettingsFile.key("k", .profile("profiles.x.api_key_file", file: "c"))
        #expect(names { SettingsError.badFile(inProfile, $0 as SettingsFile.Fault) }.keys.sorted() == [78])
        let flag = names { SettingsError.badFile(.key("k", .flag(.apiKeyFile)), $0 as SettingsFile.Fault) }
        #expect(flag[66] == ["missing", "unreadable"] && flag.keys.sorted() == [66, 78])
        #expect(
            names { KeyProgramError(program: "p", source: .standard, problem: $0 as KeyProgramError.Problem) }.keys
                .sorted() == [78])
    }

    @Test func eachErrorOfATemplateHasItsExitCode() {
        let codes = names { PromptTemplateError(path: "t", reason: $0 as PromptTemplateError.Reason) }
        #expect(codes[66] == ["unreadable"] && codes.keys.sorted() == [65, 66])
    }

    @Test func eachErrorOfAnInstanceHasItsExitCode() {
        #expect(names { $0 as TunnelError }.keys.sorted() == [69])
        #expect(names { $0 as InstanceWait.Failure } == [69: ["dead", "lost", "stopped", "gone"], 75: ["timeUp"]])
    }

    @Test func eachErrorOfTheStoreHasItsExitCode() {
        #expect(
            names { $0 as StoreError } == [
                64: ["ambiguous"], 65: ["notAStore", "laterVersion"],
                66: [
                    "folderCannotBeMade", "cannotBeMade", "noAccess", "noConversation", "noMatch", "noReply",
                    "noDocument", "conversationDeleted",
                ],
                74: ["diskFull", "busy", "damaged", "diskFailed", "failed"],
            ])
    }

    @Test func aStateFileThatCannotBeUsedIsBadData() {
        #expect(names { $0 as SandboxStateError }.keys.sorted() == [65])
    }

    @Test func theOutputAndSignalsHaveTheirs() {
        #expect(names { $0 as OutputError } == [74: ["failed"], 141: ["brokenPipe"]])
        #expect([1, 2, 3, 15].map { ExitCode(Interrupted(signal: $0)).rawValue } == [129, 130, 131, 143])
        #expect([0, -5, 77, 200, .max, .min].map { ExitCode(signal: $0) } == Array(repeating: .interrupted, count: 6))
    }

    @Test func eachKindOfACommandsFailureHasItsExitCode() {
        #expect(Set(CommandFailure.Kind.allCases.map { ExitCode($0).rawValue }) == [1, 64, 65, 66, 69, 74, 75, 76, 78])
        #expect(CommandFailure(nil, endingLike: Interrupted(signal: 15)).exitCode == .terminated)
    }

    @Test func theTableOfThePageIsThatOfTheProgram() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
        let page = try String(contentsOf: root.appendingPathComponent("docs/scripts.md"), encoding: .utf8)
        let section = try #require(page.components(separatedBy: "\n## Exit codes\n").last)
        let table = section.split(separator: "\n").drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }
        let rows =
            ["| code | meaning |", "| ---: | --- |"] + ExitCode.allCases.map { "| \($0.rawValue) | \($0.meaning) |" }
        #expect(table.joined(separator: "\n") == rows.joined(separator: "\n"))
    }
}
