import ConversationStore
import Files
import Testing

@testable import Commands

/// What is decided of facts about this machine.
@Suite(.timeLimit(.minutes(1))) struct DoctorLocalFactsTests {
    @Test(arguments: [
        (LocaleFacts(variable: "LANG", name: "C.UTF-8", codeset: "UTF-8"), DoctorCheck.Status.ok),
        (LocaleFacts(variable: "LC_ALL", name: "de_DE.utf8", codeset: "utf8"), .ok),
        (LocaleFacts(variable: "LANG", name: "C", codeset: "ANSI_X3.4-1968"), .warning),
        (LocaleFacts(variable: nil, name: "C", codeset: "ANSI_X3.4-1968"), .warning),
        (LocaleFacts(variable: "LANG", name: "xx_XX.UTF-8", codeset: nil), .warning),
    ])
    func aLocaleOtherThanUTF8IsWarnedOf(facts: LocaleFacts, status: DoctorCheck.Status) {
        #expect(facts.check.status == status)
        #expect((facts.check.fix != nil) == (status == .warning))
    }

    @Test func theVariablesOfTheLocaleCountInTheirOrder() {
        let all = LocaleFacts.gather(["LANG": "C", "LC_CTYPE": "C", "LC_ALL": "C.UTF-8"])
        #expect(all.variable == "LC_ALL" && all.isUTF8)
        #expect(LocaleFacts.gather(["LANG": "C.UTF-8", "LC_CTYPE": "C"]).variable == "LC_CTYPE")
        #expect(LocaleFacts.gather(["LANG": "C.UTF-8", "LC_ALL": ""]).variable == "LANG")
        #expect(LocaleFacts.gather([:]).variable == nil && !LocaleFacts.gather([:]).isUTF8)
        #expect(LocaleFacts.gather(["LANG": "xx_YY.nothing"]).codeset == nil)
    }

    private static let terminals: [(String?, Bool, Int?, DoctorCheck.Status)] = [
        ("xterm-256color", true, 80, .ok), ("dumb", true, 80, .warning), (nil, true, 80, .warning),
        ("", true, 80, .warning), ("xterm", true, nil, .warning), (nil, false, nil, .ok),
    ]

    @Test(arguments: terminals)
    func aTerminalThatCanDoLessIsWarnedOf(term: String?, isTerminal: Bool, columns: Int?, status: DoctorCheck.Status) {
        let facts = TerminalFacts(
            term: term, isOutputTerminal: isTerminal, isInputTerminal: true, columns: columns,
            rows: columns.map { _ in 24 }, allowsColor: true)
        #expect(facts.check.status == status)
    }

    @Test func fewOpenFilesAreWarnedOf() {
        #expect(OpenFileFacts(limits: (256, 1024)).check.status == .ok)
        #expect(OpenFileFacts(limits: (256, 512)).check.status == .warning)
        #expect(OpenFileFacts(limits: (256, .max)).check.message.contains("any number"))
        #expect(OpenFileFacts(limits: nil).check.status == .skipped)
    }

    @Test(arguments: [
        (FileFacts.Role.key, FileStatus.Kind.regular, UInt32(0o600), UInt32(1000), DoctorCheck.Status.ok, ""),
        (.key, .regular, 0o644, 1000, .warning, "chmod 600 /f"), (.key, .regular, 0o620, 1000, .error, "chmod 600 /f"),
        (.key, .regular, 0o600, 0, .ok, ""), (.key, .regular, 0o600, 1001, .error, "chown 1000 /f"),
        (.key, .pipe, 0o666, 1000, .ok, ""), (.configuration, .regular, 0o644, 1000, .ok, ""),
        (.configuration, .regular, 0o664, 1000, .error, "chmod go-w /f"),
        (.conversations, .regular, 0o644, 1000, .warning, "chmod 600 /f"),
        (.conversations, .regular, 0o666, 1000, .warning, "chmod go-w /f"),
        (.dataFolder, .directory, 0o755, 1000, .ok, ""),
        (.dataFolder, .directory, 0o777, 1000, .warning, "chmod go-w /f"),
        (.dataFolder, .directory, 0o1777, 1000, .ok, ""),
    ])
    func filesThatOthersMayTouchAreToldOfWithTheCommandThatEndsIt(
        role: FileFacts.Role, kind: FileStatus.Kind, mode: UInt32, owner: UInt32, status: DoctorCheck.Status,
        command: String
    ) throws {
        let file = FileFacts.File(role: role, path: "/f", state: .there(kind: kind, mode: mode, owner: owner))
        let checks = FileFacts(files: [file], user: 1000).checks
        let check = try #require(checks.first { $0.id == "permissions" })
        #expect(check.status == status && check.fix ?? "" == (command.isEmpty ? "" : "Run `\(command)`."))
        #expect(check.exitCode == (status == .error ? .configuration : .done))
    }

    @Test func aReplaceableKeyAReadableSecretAndAFileInPlaceOfAFolderAreFound() throws {
        let there = FileFacts.State.there(kind: .regular, mode: 0o600, owner: 1)
        let open = FileFacts.File(role: .key, path: "/t/k", state: there, openFolder: "/t")
        #expect(FileFacts(files: [open], user: 1).checks.last?.fix == "Run `chmod o-w /t`.")
        let readable = FileFacts.State.there(kind: .regular, mode: 0o644, owner: 1)
        let exposed = FileFacts.File(role: .configuration, path: "/c", state: readable, holdsSecret: true)
        let both = FileFacts(files: [open, exposed], user: 1).checks.last
        #expect(both?.status == .error && both?.fix == "Run `chmod o-w /t` and `chmod 600 /c`.")
        let folder = FileFacts(files: [.init(role: .dataFolder, path: "/d", state: there)], user: 1).checks.first
        #expect(folder?.status == .error && folder?.exitCode == .inputOutput)
        let blocked = FileFacts(files: [.init(role: .cacheFolder, path: "/f/c", state: .blocked(by: "/f"))], user: 1)
        #expect(blocked.checks.first?.message == "/f/c, the cache folder, cannot be made, since /f is no folder.")
        #expect(blocked.checks.first?.fix == "Set XDG_CACHE_HOME to a folder.")
        let hidden = FileFacts(files: [.init(role: .key, path: "/k", state: .unknown(reason: "no"))], user: 1).checks
        #expect(hidden.first?.status == .warning)
        #expect(
            FileFacts(files: [.init(role: .key, path: "/k", state: .missing)], user: 1).checks.allSatisfy {
                $0.status == .ok
            })
    }

    private static func diagnosis(version: Int = 5, faults: [String] = [], isChecked: Bool = true) -> StoreDiagnosis {
        StoreDiagnosis(
            schemaVersion: version, newestSchemaVersion: 5, conversationCount: 1, faults: faults, isChecked: isChecked)
    }

    @Test(arguments: [
        (StoreFacts.State.missing, true, UInt64.max, DoctorCheck.Status.ok, "first conversation", ExitCode.done),
        (
            .opened(diagnosis()), true, .max, .ok, "1 conversation in /s (2 KiB, schema version 5, no fault found)",
            .done
        ),
        (.opened(diagnosis(version: 3)), true, .max, .ok, "raises to 5", .done),
        (.opened(diagnosis(isChecked: false)), true, .max, .ok, "too large", .done),
        (.opened(diagnosis()), true, 1 << 20, .warning, "1 MiB left", .done),
        (.opened(diagnosis()), false, .max, .error, "cannot be written", .inputOutput),
        (.opened(diagnosis(faults: ["page 3"])), true, .max, .error, "damaged: page 3", .inputOutput),
        (.failed(.notAStore("/s")), true, .max, .error, "/s", .badData),
        (.failed(.damaged("/s")), true, .max, .error, "/s", .inputOutput),
        (.timedOut, true, .max, .error, "8 s", .inputOutput),
    ])
    func theStoreIsJudged(
        state: StoreFacts.State, isWritable: Bool, room: UInt64, status: DoctorCheck.Status, words: String,
        code: ExitCode
    ) {
        let facts = StoreFacts(path: "/s", state: state, size: 2048, isWritable: isWritable, freeSpace: room)
        #expect(facts.check.status == status && facts.check.exitCode == code)
        #expect(facts.check.message.contains(words), "\(facts.check.message)")
    }

    @Test func toolsAndSSHAreToldOf() {
        func statuses(_ servers: ToolFacts.Servers, _ ssh: String? = "/bin/ssh") -> [DoctorCheck.Status] {
            ToolFacts(servers: servers, ssh: ssh).checks.map(\.status)
        }
        let ill = ToolFacts.Server(name: "a", problem: "it has neither command nor url", isDisabled: false)
        #expect(statuses(.read(path: "/m", [], localTools: [], notices: [])) == [.ok, .ok])
        #expect(statuses(.read(path: "/m", [], localTools: ["t"], notices: []), nil) == [.ok, .warning])
        #expect(statuses(.read(path: "/m", [ill], localTools: [], notices: [])) == [.warning, .ok])
        #expect(statuses(.read(path: "/m", [], localTools: [], notices: ["Readable."])) == [.warning, .ok])
        #expect(statuses(.failed("No JSON.", .configuration)) == [.error, .ok])
    }
}
