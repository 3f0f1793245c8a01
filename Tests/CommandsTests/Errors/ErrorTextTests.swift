import Foundation
import LineEditor
import Localization
import Testing

@testable import Batch
@testable import CloudComputeClient
@testable import Commands
@testable import ConversationStore
@testable import Files
@testable import Instances
@testable import PromptTemplates
@testable import Sandbox
@testable import Settings
@testable import Terminal
@testable import YAML

@Suite(.timeLimit(.minutes(1))) struct ErrorTextTests {
    private static let source = Settings.Source.flag(.apiKeyFile)

    private static let errors = settingsErrors + batchErrors + otherErrors

    private static let settingsErrors: [any Error] = {
        var errors: [any Error] = SettingsError.samples
        for fault in SettingsFile.Fault.samples {
            errors.append(SettingsError.badFile(.configuration(mark), fault))
            errors.append(SettingsError.badFile(.key(mark, source), fault))
        }
        errors += Settings.Source.samples.map { SettingsError.unknownProfile(mark, $0, file: mark, known: []) }
        errors += ShellWord.Mistake.samples.map { SettingsError.badCommand($0, entry: mark, file: mark) }
        errors += YAMLError.Problem.samples.map { SettingsError.badYAML(YAMLError(problem: $0), file: mark) }
        for problem in KeyProgramError.Problem.samples + [.cannotRun(nil)] {
            errors.append(KeyProgramError(program: mark, source: source, problem: problem))
        }
        return errors
    }()

    private static let batchErrors: [any Error] = {
        var errors: [any Error] = BatchError.samples + ShardError.samples + LauncherRefusal.samples
        errors += MergeError.samples as [any Error]
        errors += BatchLimits.SharedLimit.allCases.map { ShardError.limitTooSmall($0, 3, shards: 8) }
        errors += Launcher.allCases.map { launcher in
            LauncherRefusal.unknownCount(LauncherRank(launcher: launcher, variables: [mark], index: 1))
        }
        for cause in FileError.Cause.samples {
            errors.append(BatchError.unusableInput(FileError(path: mark, cause)))
            errors.append(BatchError.writingFailed(FileError(path: mark, cause)))
        }
        for problem in InputLineError.Problem.samples {
            errors.append(BatchError.badLines([BadLine(file: mark, line: 1, InputLineError(problem))], count: 1))
        }
        for role in JournalRole.allCases {
            errors.append(BatchError.foreignLine(role, mark, line: 1))
            errors.append(BatchError.misplacedLine(role, mark, line: 1))
        }
        errors += PoolError.samples.map { BatchError.pool($0) }
        errors += PoolError.Need.allCases.map { BatchError.pool(.unfitFileSystem(mark, $0, nil)) }
        return errors
    }()

    private static let otherErrors: [any Error] = {
        var errors: [any Error] = PromptTemplateError.Reason.samples.map { PromptTemplateError(path: mark, reason: $0) }
        errors += TunnelError.samples.map { TunnelPlace(instance: 564, port: 8000).failure($0) }
        errors += StoreError.samples
        errors.append(StoreError.failed(mark, code: nil))
        errors += InstanceWait.Failure.samples
        errors += SandboxStateError.samples
        errors.append(SandboxStateError.failed(mark, code: nil))
        errors.append(InstanceWait.Failure.timeUp(nil))
        for kind in CloudComputeError.Kind.allCases {
            for status in [nil, 418] {
                var error = CloudComputeError(.init(kind: kind), "The server said \(mark).", statusCode: status)
                error.requestID = "r-1"
                error.retryAfter = .milliseconds(1500)
                errors.append(error)
            }
        }
        return errors
    }()

    @Test(arguments: errors.indices) func eachErrorIsASentenceThatNamesItsInput(index: Int) throws {
        let error = Self.errors[index]
        let sentence = try #require(ErrorText().sentence(error), "\(error)")
        #expect(sentence.hasSuffix(".") && !sentence.hasSuffix(".."), "\(sentence)")
        #expect(sentence.contains(mark) == "\(error)".contains(mark), "\(sentence)")
        #expect(
            sentence.first?.isLowercase == false || sentence.hasPrefix(mark) || sentence.hasPrefix("ssh "),
            "\(sentence)")
        // A value that is printed as Swift prints it has a name before a parenthesis.
        #expect(sentence.firstMatch(of: /\w\(|Optional|Errno|\bnil\b|rawValue/) == nil, "\(sentence)")
        #expect(!sentence.contains("  "), "\(sentence)")
        #expect(ExitCode(error) != .done)
    }

    @Test(arguments: errors.indices) func eachErrorIsASentenceInRussianToo(index: Int) throws {
        let error = Self.errors[index]
        let english = ErrorText().sentence(error)
        // Its sentence was made before.
        if error is CommandFailure { return }
        try Language.russian.during {
            let sentence = try #require(ErrorText().sentence(error), "\(error)")
            #expect(sentence.hasSuffix(".") && !sentence.hasSuffix(".."), "\(sentence)")
            #expect(sentence.contains(mark) == "\(error)".contains(mark), "\(sentence)")
            // What has no words of its own is all from outside.
            #expect(sentence.contains(/[а-яё]/) || sentence == english && error is CloudComputeError, "\(sentence)")
            #expect(sentence.firstMatch(of: /%[1-9]|\w\(|  |\b(the|of|is|not|with|which)\b/) == nil, "\(sentence)")
            #expect(ErrorText().english(error) == english)
        }
    }

    @Test func whatNeedsNoWordsHasNone() {
        #expect(ErrorText().sentence(OutputError.brokenPipe) == nil)
        #expect(ErrorText().sentence(Interrupted(signal: 2)) == nil)
        #expect(ErrorText().sentence(CancellationError()) == nil)
        #expect(ErrorText().sentence(OutputError.failed(28)) == "Writing the output failed: no space left on device.")
    }

    @Test func aSentenceIsSafeForATerminalAndKeepsPasswords() throws {
        let hostile = "a\u{1B}[2J\u{9B}31m\u{202E}https://joe:hunter2@host"
        for error in [
            CloudComputeError(.rejected, hostile) as any Error, BatchError.notAPage(hostile),
            SettingsError.notANumber(entry: hostile, file: hostile), PromptTemplateError(path: hostile, reason: .empty),
            KeyProgramError(program: hostile, source: Self.source, problem: .noKey),
            InstanceWait.Failure.lost(7, hostile),
        ] {
            let sentence = try #require(ErrorText().sentence(error))
            #expect(!sentence.unicodeScalars.contains { $0.properties.generalCategory == .control || $0 == "\u{202E}" })
            #expect(!sentence.contains("hunter2"), "\(sentence)")
        }
    }

    @Test func titlesAreCutToOneLine() throws {
        let matches = [StoreError.Match(id: 7, title: "a\nb " + String(repeating: "c", count: 99))]
        let sentence = try #require(ErrorText().sentence(StoreError.ambiguous("a", matches, hasMore: true)))
        #expect(
            sentence.hasPrefix("\"a\" matches several conversations: 7 a b ccc") && sentence.contains("… and more;"))
    }

    @Test func theWayOutIsACommandOrAFlag() throws {
        let text = ErrorText()
        func sentence(_ error: any Error) -> String { text.sentence(error) ?? "" }
        #expect(sentence(SettingsError.badFile(.configuration("c"), .writableByOthers)).contains("`chmod go-w c`"))
        #expect(sentence(SettingsError.badFile(.key("k", Self.source), .writableByOthers)).contains("`chmod 600 k`"))
        #expect(ErrorText.warning(of: .key("my key", Self.source)).contains("run `chmod 600 'my key'`."))
        #expect(ErrorText.warning(of: .configuration("c")).hasPrefix("c holds a key and may be read"))
        #expect(sentence(CloudComputeError(.unconfirmed, "It is not known.")).contains("cloudcompute instances list"))
        let failures = RunFile(.output(.failures), "e")
        #expect(sentence(BatchError.sameFile(failures, failures)).contains("--errors"))
        #expect(sentence(BatchError.notAPage("p")).contains("--force"))
        #expect(sentence(InstanceWait.Failure.timeUp(nil)).contains("--timeout"))
    }
}
