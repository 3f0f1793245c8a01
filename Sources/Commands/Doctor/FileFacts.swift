import Files
import Foundation
import JSON
import Localization
import Settings

/// The files and folders of the program: where they are, and who else may read or change them.
struct FileFacts: Sendable {
    /// What a file is for.
    enum Role: String, Sendable, CaseIterable {
        case configurationFolder = "configuration folder"
        case configuration
        case key
        case servers = "MCP servers"
        case dataFolder = "data folder"
        case conversations
        case stateFolder = "state folder"
        case inputHistory = "input history"
        case cacheFolder = "cache folder"

        /// What a person calls it.
        var name: String {
            switch self {
            case .configurationFolder: localized("configuration folder")
            case .configuration: localized("configuration")
            case .key: localized("key")
            case .servers: localized("MCP servers")
            case .dataFolder: localized("data folder")
            case .conversations: localized("conversations")
            case .stateFolder: localized("state folder")
            case .inputHistory: localized("input history")
            case .cacheFolder: localized("cache folder")
            }
        }

        /// Whether it decides where the key goes, so that the program refuses what others may have written.
        var mustBeOwn: Bool { self == .configuration || self == .key }
        /// Whether others should not read it.
        var isPrivate: Bool { self == .key || self == .conversations || self == .inputHistory }
        var isFolder: Bool { variable != nil }
        /// The variable that says where a folder is.
        var variable: String? {
            switch self {
            case .configurationFolder: "XDG_CONFIG_HOME"
            case .dataFolder: "XDG_DATA_HOME"
            case .stateFolder: "XDG_STATE_HOME"
            case .cacheFolder: "XDG_CACHE_HOME"
            case .configuration, .key, .servers, .conversations, .inputHistory: nil
            }
        }
    }

    /// What the system says of a file.
    enum State: Sendable, Hashable {
        case missing
        /// It cannot be made, since a file stands where a folder above it belongs.
        case blocked(by: String)
        case unknown(reason: String)
        case there(kind: FileStatus.Kind, mode: UInt32, owner: UInt32)
    }

    struct File: Sendable {
        var role: Role
        var path: String
        var state: State
        /// The folder of it in which every account may put another file in its place.
        var openFolder: String?
        /// Whether it holds a secret though files of its role need not.
        var holdsSecret = false
    }

    var files: [File]
    /// The account that the program runs for.
    var user: UInt32

    var checks: [DoctorCheck] { [pathCheck, permissionCheck] }

    private var pathCheck: DoctorCheck {
        let facts = JSONObject(
            files.map { file in
                let exists: JSONValue = if case .there = file.state { true } else { false }
                return JSONObject.Member(
                    file.role.rawValue, ["path": .string(file.path), "exists": exists])
            })
        for file in files {
            if case .there(let kind, _, _) = file.state, file.role.isFolder, kind != .directory {
                return .error(
                    "paths", localized("\(file.path), the \(file.role.name), is no folder."),
                    fix:
                        localized(
                            "Move the file away: `mv \(ShellWord.quoted(file.path)) \(ShellWord.quoted(file.path + ".old"))`."
                        ),
                    .inputOutput, facts)
            }
            if case .blocked(let other) = file.state, let variable = file.role.variable {
                return .error(
                    "paths",
                    localized("\(file.path), the \(file.role.name), cannot be made, since \(other) is no folder."),
                    fix: localized("Set \(variable) to a folder."), .inputOutput, facts)
            }
            if case .unknown(let reason) = file.state {
                return .warning(
                    "paths", localized("\(file.path) (\(file.role.name)) cannot be looked at: \(reason)."),
                    fix: localized("Give your account access to the folders above it."), facts)
            }
        }
        let folders = files.filter { $0.role.isFolder }.map { file in
            file.state == .missing ? localized("\(file.path) (not made yet)") : file.path
        }
        return .ok("paths", localized("Files are in \(folders.joined(separator: ", "))."), facts)
    }

    private var permissionCheck: DoctorCheck {
        let findings = files.compactMap { finding($0) }
        let facts = JSONObject(
            files.compactMap { file in
                guard case .there(_, let mode, let owner) = file.state else { return nil }
                return JSONObject.Member(
                    file.role.rawValue,
                    [
                        "path": .string(file.path), "mode": .string("0" + String(mode, radix: 8)),
                        "owner": JSONValue(Int(owner)),
                    ])
            })
        guard !findings.isEmpty else {
            return .ok(
                "permissions",
                localized("No other account may change these files or read what is secret in them."), facts)
        }
        let message = findings.map(\.message).joined(separator: "; ") + "."
        let commands = findings.map { "`\($0.command)`" }
        let fix = commands.dropFirst().reduce(commands[0]) { localized("\($0) and \($1)") }
        return findings.contains { $0.isFatal }
            ? .error("permissions", message, fix: localized("Run \(fix)."), .configuration, facts)
            : .warning("permissions", message, fix: localized("Run \(fix)."), facts)
    }

    private typealias Finding = (message: String, command: String, isFatal: Bool)

    private func finding(_ file: File) -> Finding? {
        guard case .there(let kind, let mode, let owner) = file.state, kind == .regular || kind == .directory else {
            return nil
        }
        let name = "\(file.path) (\(file.role.name))"
        let path = ShellWord.quoted(file.path)
        let isFatal = file.role.mustBeOwn
        if owner != user, owner != 0 {
            return (
                localized("\(name) belongs to another account (user id \(owner))"), "chown \(user) \(path)", isFatal
            )
        }
        if mode & 0o022 != 0, !(kind == .directory && mode & 0o1000 != 0) {
            return (
                localized("\(name) may be changed by other accounts"),
                "chmod \(file.role == .key ? "600" : "go-w") \(path)",
                isFatal
            )
        }
        if let folder = file.openFolder, isFatal {
            return (
                localized("\(name) may be replaced by other accounts"), "chmod o-w \(ShellWord.quoted(folder))", true
            )
        }
        if mode & 0o044 != 0, kind == .regular, file.role.isPrivate || file.holdsSecret {
            return (localized("\(name) may be read by other accounts"), "chmod 600 \(path)", false)
        }
        return nil
    }
}

extension FileFacts {
    /// - Parameters:
    ///   - keyFile: The file with the key, where one is in force.
    ///   - exposed: The files that hold a key and that others may read.
    static func gather(_ folders: XDGDirectories, keyFile: String, exposed: [SettingsFile]) -> FileFacts {
        var paths: [(Role, String)] = [
            (.configurationFolder, folders.configurationFolder), (.configuration, folders.configurationFile),
            (.key, keyFile), (.servers, folders.configurationFolder + "/mcp.json"),
            (.dataFolder, folders.dataFolder), (.conversations, folders.conversationFile),
            (.stateFolder, folders.stateFolder), (.inputHistory, folders.stateFolder + "/input-history"),
        ]
        if let cache = folders.cacheFolder { paths.append((.cacheFolder, cache)) }
        return FileFacts(
            files: paths.map { role, path in
                File(
                    role: role, path: path, state: state(path),
                    openFolder: role.mustBeOwn ? FileTrust.openFolder(of: path) : nil,
                    holdsSecret: exposed.contains { $0.path == path })
            }, user: geteuid())
    }

    private static func state(_ path: String) -> State {
        do throws(FileError) {
            guard let status = try FileStatus.of(path) else {
                return blocker(of: path).map { .blocked(by: $0) } ?? .missing
            }
            return .there(kind: status.kind, mode: status.mode, owner: status.owner)
        } catch {
            return .unknown(reason: error.reason)
        }
    }

    /// What stands where a path that leads nowhere or a folder above it belongs, and is no folder: a file, or a link to nothing.
    private static func blocker(of path: String) -> String? {
        var place = Substring(path)
        while !place.isEmpty {
            if let status = (try? FileStatus.of(String(place))).flatMap(\.self) {
                return status.kind == .directory ? nil : String(place)
            }
            let target = try? FileManager.default.destinationOfSymbolicLink(atPath: String(place))
            if target != nil { return String(place) }
            place = place[..<(place.lastIndex(of: "/") ?? place.startIndex)]
        }
        return nil
    }
}
