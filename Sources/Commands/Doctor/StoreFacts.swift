import ConversationStore
import Foundation
import JSON
import Localization
import Settings

/// The store of conversations.
struct StoreFacts: Sendable {
    enum State: Sendable, Hashable {
        case missing
        case opened(StoreDiagnosis)
        /// It cannot be used; why, as a sentence.
        case failed(StoreError)
        case timedOut
    }

    /// The time allowed for all of it, and for the check of the whole file.
    static let (patience, checkPatience) = (Duration.seconds(8), DispatchTimeInterval.seconds(3))
    /// With less room a reply may not be kept, in bytes.
    static let leastRoom: UInt64 = 64 << 20

    var path: String
    var state: State
    /// In bytes.
    var size: UInt64?
    /// Whether the file, or the folder where there is none, may be written.
    var isWritable: Bool
    /// The room on its disk in bytes.
    var freeSpace: UInt64?

    private var facts: JSONObject {
        func number(_ value: UInt64?) -> JSONValue { value.map { .number(String($0)) } ?? .null }
        var facts: JSONObject = [
            "path": .string(path), "bytes": number(size), "writable": .bool(isWritable),
            "free_bytes": number(freeSpace),
        ]
        guard case .opened(let found) = state else { return facts }
        facts["schema_version"] = JSONValue(found.schemaVersion)
        facts["newest_schema_version"] = JSONValue(found.newestSchemaVersion)
        facts["conversations"] = JSONValue(found.conversationCount)
        facts["checked"] = .bool(found.isChecked)
        facts["faults"] = .array(found.faults.map { .string($0) })
        return facts
    }

    var check: DoctorCheck {
        let move = "`mv \(ShellWord.quoted(path)) \(ShellWord.quoted(path + ".old"))`"
        switch state {
        case .timedOut:
            return .error(
                "store", localized("\(path) cannot be read within \(Self.patience.components.seconds) s."),
                fix: localized("Check the disk or the network file system that it is on."), .inputOutput, facts)
        case .failed(let error):
            return .error(
                "store", ErrorText.text(error),
                fix: Self.fix(error, move), ExitCode(error), facts)
        case .opened(let found) where !found.faults.isEmpty:
            return .error(
                "store", localized("\(path) is damaged: \(found.faults.joined(separator: "; "))."),
                fix:
                    localized(
                        "Keep what can be read with `cloudcompute history export`, then move the file away, for example "
                            + "\(move)."),
                .inputOutput, facts)
        case .missing, .opened: break
        }
        guard isWritable else {
            return .error(
                "store", localized("\(path) cannot be written, so conversations are not kept."),
                fix: localized("Give your account the right to write it, or set XDG_DATA_HOME to another folder."),
                .inputOutput,
                facts)
        }
        if let freeSpace, freeSpace < Self.leastRoom {
            return .warning(
                "store", localized("The disk of \(path) has \(freeSpace >> 20) MiB left."),
                fix: localized("Make room on the disk."), facts)
        }
        guard case .opened(let found) = state else {
            return .ok("store", localized("\(path) is made with the first conversation."), facts)
        }
        let count = found.conversationCount
        let checked =
            found.isChecked ? localized("no fault found") : localized("too large for a whole check in the time allowed")
        let version =
            found.schemaVersion < found.newestSchemaVersion
            ? localized(
                "schema version \(found.schemaVersion), which the next command raises to \(found.newestSchemaVersion)")
            : localized("schema version \(found.schemaVersion)")
        return .ok(
            "store",
            localized(
                "\(count) \(count, "conversation", "conversations") in \(path) (\((size ?? 0) >> 10) KiB, \(version), \(checked))."
            ),
            facts)
    }
}

extension StoreFacts {
    private static func fix(_ error: StoreError, _ move: String) -> String {
        switch error {
        case .laterVersion: localized("Update this program, or set XDG_DATA_HOME to another folder.")
        case .busy: localized("Wait for the other program that has it, and run this again.")
        case .diskFull: localized("Make room on the disk.")
        case .noAccess, .folderCannotBeMade, .cannotBeMade:
            localized("Give your account the right to write it, or set XDG_DATA_HOME to another folder.")
        default: localized("Move the file away, for example \(move), or set XDG_DATA_HOME to another folder.")
        }
    }

    /// Looks at the store, which is not made.
    static func gather(_ folders: XDGDirectories) async -> StoreFacts {
        let path = folders.conversationFile
        let facts = await BoundedWait.blocking(within: patience) { look(path) }
        return facts ?? StoreFacts(path: path, state: .timedOut, size: nil, isWritable: true, freeSpace: nil)
    }

    private static func look(_ path: String) -> StoreFacts {
        var place = path
        let exists = access(path, F_OK) == 0
        while access(place, F_OK) != 0, let slash = place.lastIndex(of: "/"), place.count > 1 {
            place = slash == place.startIndex ? "/" : String(place[..<slash])
        }
        let folder = exists ? String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) : place
        var facts = StoreFacts(
            path: path, state: .missing, size: nil,
            // The slash keeps a file from counting as a folder.
            isWritable: access(place, W_OK) == 0 && access(folder + "/", W_OK) == 0, freeSpace: nil)
        var disk = statvfs()
        if statvfs(place, &disk) == 0, disk.f_blocks > 0 {
            let (room, overflows) = UInt64(disk.f_bavail).multipliedReportingOverflow(by: UInt64(disk.f_frsize))
            facts.freeSpace = overflows ? nil : room
        }
        guard exists else { return facts }
        facts.size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.uint64Value
        do throws(StoreError) {
            facts.state = .opened(try StoreDiagnosis.of(path, checkingFor: checkPatience))
        } catch {
            facts.state = .failed(error)
        }
        return facts
    }
}
