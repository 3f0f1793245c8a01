import Files
import Foundation
import Testing

@testable import Settings

@Suite(.timeLimit(.minutes(1))) struct FileTrustTests {
    @Test func othersMayNeitherWriteNorOwnAFileThatIsBelieved() {
        func trust(_ mode: UInt32, owner: UInt32 = 1000) -> FileTrust {
            FileTrust(kind: .regular, mode: mode, owner: owner, user: 1000)
        }
        #expect(trust(0o600).danger == nil && !trust(0o600).isReadableByOthers)
        #expect(trust(0o644).danger == nil && trust(0o644).isReadableByOthers)
        #expect(trust(0o620).danger == .writable)
        #expect(trust(0o602).danger == .writable)
        #expect(trust(0o600, owner: 0).danger == nil)
        #expect(trust(0o600, owner: 1001).danger == .foreignOwner(1001))
        #expect(FileTrust(kind: .pipe, mode: 0o666, owner: 1001, user: 1000).danger == nil)
        #expect(FileTrust.isOpenToAll(folderMode: 0o777) && !FileTrust.isOpenToAll(folderMode: 0o1777))
    }

    /// A configuration folder with files of certain modes, and what the settings make of them.
    private func settings(
        _ files: [(name: String, text: String, mode: Int)], folderMode: Int = 0o755
    ) throws -> Settings {
        let home = FileManager.default.temporaryDirectory.appendingPathComponent("home \(UUID().uuidString)")
        let folder = home.appendingPathComponent("cloudcompute")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        for file in files {
            let path = folder.appendingPathComponent(file.name).path
            try Data(file.text.utf8).write(to: URL(fileURLWithPath: path))
            try FileManager.default.setAttributes([.posixPermissions: file.mode], ofItemAtPath: path)
        }
        try FileManager.default.setAttributes([.posixPermissions: folderMode], ofItemAtPath: folder.path)
        return try Settings(
            flags: Settings.Flags(), environment: ["HOME": "/", "XDG_CONFIG_HOME": home.path],
            standardBaseURL: "https://standard")
    }

    private static let key = (name: "default.key", text: "cc-0123456789\n", mode: 0o600)

    @Test(arguments: [
        ("config.yaml", "profiles: {}\n", 0o666), ("config.yaml", "profiles: {}\n", 0o664),
        ("default.key", "cc-0123456789\n", 0o622),
    ])
    func aFileThatOthersMayWriteIsRefused(name: String, text: String, mode: Int) throws {
        let error = try #require(throws: SettingsError.self) { try settings([(name, text, mode)]) }
        guard case .badFile(let file, .writableByOthers) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(file.path.hasSuffix("/cloudcompute/\(name)"))
        #expect(!"\(error)".contains("0123456789"))
    }

    @Test func aFolderThatEveryAccountMayWriteToIsRefused() throws {
        let error = try #require(throws: SettingsError.self) { try settings([Self.key], folderMode: 0o777) }
        if case .badFile(let file, .replaceableByOthers(let folder)) = error {
            #expect(file.path == folder + "/default.key")
        } else {
            Issue.record("\(error)")
        }
        #expect(throws: Never.self) { try settings([Self.key], folderMode: 0o1777) }
    }

    @Test func aSecretThatOthersMayReadIsNoted() throws {
        #expect(try settings([Self.key]).exposedFiles.isEmpty)
        let loose = try settings([("default.key", "cc-0123456789\n", 0o644)])
        #expect(loose.apiKey?.content.secret == "cc-0123456789")
        #expect(loose.exposedFiles.count == 1 && loose.exposedFiles[0].path.hasSuffix("/default.key"))
        let inline = "profiles: {default: {api_key: cc-0123456789}}\n"
        #expect(try settings([("config.yaml", inline, 0o644)]).exposedFiles.count == 1)
        #expect(try settings([("config.yaml", inline, 0o600)]).exposedFiles.isEmpty)
        #expect(try settings([("config.yaml", "profiles: {default: {api_key: none}}\n", 0o644)]).exposedFiles.isEmpty)
    }

    @Test func aFileThatIsTooLargeOrNoKeyIsRefused() {
        for text in [String(repeating: "k", count: 70_000), "two words\n", "", "kéy\n", "a\u{1B}[2J\n"] {
            #expect(throws: SettingsError.self) { try settings([("default.key", text, 0o600)]) }
        }
    }
}
