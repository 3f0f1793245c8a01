import Foundation
import Testing

/// Holds the sources to what `docs/architecture.md` says of them.
@Suite(.timeLimit(.minutes(1))) struct ArchitectureTests {
    /// What comes with the toolchain or the system.
    private static let system: Set<String> = [
        "Darwin", "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Musl", "Synchronization", "System",
    ]
    /// Which targets may see each package from outside.
    private static let fences: [String: Set<String>] = [
        "ArgumentParser": ["Commands"], "AsyncHTTPClient": ["CloudComputeClient"],
        "CEditline": ["CLineEditor", "LineEditor"], "Crypto": ["ConversationStore", "Tools"],
        "GRDB": ["ConversationStore", "Sandbox"], "Hummingbird": ["Sandbox"],
        "NIOHTTPCompression": ["CloudComputeClient"],
        "NIOSSL": ["CloudComputeClient"], "Yams": ["YAML"],
    ]

    /// Targets that only tests use.
    private static let testSupport: Set<String> = ["CPseudoTerminal", "FakeChatBackend", "LoopbackServer"]

    private static func ownTargets() throws -> [SourceTree.Target] {
        try SourceTree.targets().filter { !$0.isTest && !$0.isLibraryOfC && !testSupport.contains($0.name) }
    }

    @Test func everyImportIsADependencyOfItsTarget() throws {
        let targets = try Self.ownTargets()
        #expect(targets.count > 15)
        for target in targets {
            let imported = try SourceTree.files(in: "Sources/\(target.name)").reduce(into: Set<String>()) {
                $0.formUnion($1.imports)
            }
            let foreign = imported.subtracting(target.dependencies).subtracting(Self.system)
            #expect(foreign.isEmpty, "\(target.name) imports \(foreign.sorted()) and does not depend on it.")
        }
    }

    @Test func everyDependencyOfATargetIsImported() throws {
        for target in try Self.ownTargets() {
            let files = try SourceTree.files(in: "Sources/\(target.name)")
            guard !files.isEmpty else { continue }
            let imported = files.reduce(into: Set<String>()) { $0.formUnion($1.imports) }
            let unused = target.dependencies.subtracting(imported)
            #expect(unused.isEmpty, "\(target.name) depends on \(unused.sorted()) and does not import it.")
        }
    }

    @Test func eachPackageFromOutsideHasItsFence() throws {
        for target in try Self.ownTargets() {
            for (package, users) in Self.fences where target.dependencies.contains(package) {
                #expect(users.contains(target.name), "\(target.name) sees \(package).")
            }
        }
    }

    @Test func theLowestTargetsStandOnNothing() throws {
        for name in ["JSON", "Localization", "Pricing", "ServerSentEvents"] {
            let files = try SourceTree.files(in: "Sources/\(name)")
            #expect(!files.isEmpty)
            for file in files {
                let imports = file.imports.subtracting(["Darwin", "Glibc", "Musl", "Synchronization"])
                    .subtracting(name == "JSON" ? ["Localization"] : [])
                #expect(imports.isEmpty, "\(file.path) imports \(imports.sorted()).")
            }
        }
    }

    @Test func importsPointDown() throws {
        let targets = try Self.ownTargets()
        let names = Set(targets.map(\.name))
        var reached: [String: Set<String>] = [:]
        func below(_ name: String) -> Set<String> {
            if let known = reached[name] { return known }
            let direct = targets.first { $0.name == name }?.dependencies.intersection(names) ?? []
            let all = direct.reduce(into: direct) { $0.formUnion(below($1)) }
            reached[name] = all
            return all
        }
        for name in names { #expect(!below(name).contains(name), "\(name) stands on itself.") }
        for leaf in ["Batch", "ConversationStore", "Instances", "LineEditor", "Sandbox", "Terminal"] {
            #expect(below(leaf).isDisjoint(with: ["Commands", "REPL"]), "\(leaf) stands on the commands.")
        }
    }

    /// A name is `package` between targets; only the library has a face for other packages.
    @Test func onlyTheLibraryIsPublic() throws {
        for target in try Self.ownTargets()
        where !["CloudComputeClient", "JSON", "ServerSentEvents"].contains(target.name) {
            for file in try SourceTree.files(in: "Sources/\(target.name)") {
                let count = file.lines.count {
                    $0.contains("public ") && $0.firstMatch(of: /^\s*(?:@\w+ )*public (?!register)/) != nil
                }
                #expect(
                    count == 0 || file.path.hasSuffix("CodeLanguage.swift"), "\(file.path) has public declarations.")
            }
        }
    }

    /// `Type.swift` and `Type+Topic.swift`.
    @Test func everyFileBearsTheNameOfWhatItHolds() throws {
        for file in try SourceTree.files(in: "Sources") where !file.path.hasPrefix("Sources/cloudcompute/") {
            let name =
                file.path.split(separator: "/").last?.split(separator: ".").first?.split(separator: "+").first ?? ""
            let declaration = try Regex("(struct|class|enum|actor|protocol|extension|typealias) (\\w+\\.)*\(name)\\b")
            #expect(file.text.firstMatch(of: declaration) != nil, "\(file.path) declares no \(name).")
        }
    }

    @Test func filesAreShort() throws {
        let lengths = try SourceTree.files(in: "Sources").map { (path: $0.path, count: $0.lines.count) }
        for file in lengths { #expect(file.count <= 350, "\(file.path) has \(file.count) lines.") }
        #expect(lengths.map(\.count).sorted()[lengths.count / 2] <= 110)
    }

    @Test func everySuiteHasATimeLimit() throws {
        for file in try SourceTree.files(in: "Tests") {
            for line in file.lines where line.contains("@Suite") && !line.contains("contains(") {
                #expect(line.contains(".timeLimit("), "\(file.path): \(line)")
            }
            #expect(
                !file.text.contains("@Test") || file.text.contains("@Suite") || file.text.contains("extension "),
                "\(file.path) has tests outside a suite.")
        }
    }

    /// Waits of tests that no event can end, by their file and with the reason.
    private static let justifiedWaits: [String: String] = [
        "BatchInterferenceTests.swift": "A program is stopped for longer than its requests may take.",
        "LoopbackServer/Step.swift": "A server that is slow.",
        "Program+Bounded.swift": "The bound on a run that has lost its way.",
        "Terminal.swift": "The bound on a wait for the screen.",
    ]

    /// Tests wait for events: no loop looks again and again, and nobody sleeps in the hope that something has happened.
    @Test func testsNeitherSpinNorSleep() throws {
        let waits = try Regex(
            #"do :; done|sched_yield|Task\.yield|Task\.sleep|Thread\.sleep|usleep|kill -0|kill\(\w+, 0\)|\bsleep [0-9.$]|checkCancellation\(\) \}"#
        )
        var found: Set<String> = []
        for file in try SourceTree.files(in: "Tests") where !file.path.hasPrefix("Tests/ArchitectureTests/") {
            for line in file.lines where line.contains(waits) {
                let justified = Self.justifiedWaits.keys.first { file.path.hasSuffix("/" + $0) }
                if let justified { found.insert(justified) } else { Issue.record("\(file.path):\(line)") }
            }
        }
        #expect(found == Set(Self.justifiedWaits.keys), "Some of the justified waits are gone.")
    }

    /// The page's picture names each target, and its table tells whom each imports.
    @Test func theArchitecturePageTellsWhoImportsWhom() throws {
        let page = try SourceTree.text("docs/architecture.md")
        let own = Set(try SourceTree.targets().map(\.name))
        for target in try SourceTree.targets() where !target.isTest && !Self.testSupport.contains(target.name) {
            let lists = [target.dependencies.intersection(own), target.dependencies.subtracting(own)].map { names in
                names.isEmpty ? "–" : names.sorted().joined(separator: ", ")
            }
            let row = "| \(target.name) | \(lists[0]) | \(lists[1]) |"
            #expect(page.contains(row), "\(row)")
        }
    }
}
