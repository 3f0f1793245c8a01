import Files
import JSON
import Synchronization
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The file of a claim: its holder has it locked and writes a new number into it as long as it lives.
///
/// It may be closed while another thread is about to renew it.
final class PoolClaimFile: Sendable {
    private static let maximumSize = 4096

    let claim: PoolClaim
    private let path: String
    /// `nil` once it is closed.
    private let descriptor: Mutex<FileDescriptor?>

    private init(claim: PoolClaim, path: String, descriptor: FileDescriptor) {
        self.claim = claim
        self.path = path
        self.descriptor = Mutex(descriptor)
    }

    /// Makes a claim; `nil` where another has it.
    ///
    /// - Throws: ``BatchError``.
    static func make(_ claim: PoolClaim, in folder: PoolFolder) throws(BatchError) -> PoolClaimFile? {
        let path = folder.claimPath(claim)
        do throws(FileError) {
            guard let descriptor = try ExclusiveFile.create(path) else { return nil }
            do throws(FileError) {
                // What is in the file tells that it is locked, so the lock comes first.
                try FileLock.take(descriptor, path: path)
                try write(beat: 0, to: descriptor, path: path)
            } catch {
                // Others would wait for a lease.
                unlink(path)
                try? descriptor.close()
                throw error
            }
            return PoolClaimFile(claim: claim, path: path, descriptor: descriptor)
        } catch { throw .writingFailed(error) }
    }

    /// Shows that the holder is alive, as long as the file is not closed.
    ///
    /// - Throws: ``BatchError``.
    func renew(_ beat: UInt64) throws(BatchError) {
        do throws(FileError) {
            try descriptor.withLock { descriptor throws(FileError) in
                guard let descriptor else { return }
                try Self.write(beat: beat, to: descriptor, path: path)
                // A client of a network file system keeps what is written to itself until then.
                guard fsync(descriptor.rawValue) == 0 else { throw FileError(path: path, Errno(rawValue: errno)) }
            }
        } catch { throw .writingFailed(error) }
    }

    /// Gives the lock back; waits where the file is being renewed.
    func close() {
        descriptor.withLock { try? $0.take()?.close() }
    }

    private static func write(
        beat: UInt64, to descriptor: FileDescriptor, path: String
    ) throws(FileError) {
        let digits = String(beat)
        let json: JSONValue = [
            "host": .string(Machine.name), "pid": JSONValue(Int(getpid())), "boot": .string(Machine.boot),
            // Of one length, so that each text covers the former.
            "beat": .string(String(repeating: "0", count: max(0, 20 - digits.count)) + digits),
        ]
        let bytes = json.jsonBytes + [UInt8(ascii: "\n")]
        do { try descriptor.writeAll(toAbsoluteOffset: 0, bytes) } catch {
            throw FileError(path: path, error as? Errno ?? .ioError)
        }
    }

    /// What a claim of another shows.
    ///
    /// The lock tells the end of a holder at once, but only where it is held by the same kernel: elsewhere it may not be
    /// seen, so there only silence counts.
    static func examine(_ claim: PoolClaim, in folder: PoolFolder) -> PoolSighting {
        let path = folder.claimPath(claim)
        guard let descriptor = try? FileDescriptor.open(path, .readWrite, options: [.closeOnExec, .noFollow]) else {
            return .beat(0)
        }
        defer { try? descriptor.close() }
        let bytes = [UInt8](unsafeUninitializedCapacity: maximumSize) { buffer, count in
            count = (try? descriptor.read(fromAbsoluteOffset: 0, into: UnsafeMutableRawBufferPointer(buffer))) ?? 0
        }
        if !Machine.boot.isEmpty, let json = try? JSONValue(parsing: bytes), json["boot"]?.string == Machine.boot,
            (try? FileLock.take(descriptor, path: path)) != nil
        {
            FileLock.release(descriptor)
            return .ended
        }
        return .beat(RequestFingerprint.hash(bytes[...]))
    }
}
