@preconcurrency import Dispatch
import Synchronization
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Brings what was written to the disk in groups: at most 200 ms or 1,000 lines after the first line of a group.
///
/// The system tells of a failure once only, so every sync of a file is done here, on one queue, and the first failure
/// is kept for good.
final class GroupedSync: Sendable {
    private static let delay = DispatchTimeInterval.milliseconds(200)
    private static let maximumLines = 1000

    private struct State {
        var waitingLines = 0
        /// Whether anything may not be on the disk yet.
        var isDirty = false
        var failure: Errno?
    }

    private let sync: @Sendable () -> Errno?
    private let close: @Sendable () -> Void
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "cloudcompute.batch-sync")

    /// Syncs a file by a descriptor of its own, so that a sync under way outlives the closing of the file.
    ///
    /// - Parameter isDirty: Whether something is in the file that a run which was killed may not have synced.
    convenience init(_ descriptor: FileDescriptor, isDirty: Bool) {
        let copy = fcntl(descriptor.rawValue, F_DUPFD_CLOEXEC, 0)
        let code = Errno(rawValue: errno)
        self.init(
            sync: { copy < 0 ? code : fsync(copy) == 0 ? nil : Errno(rawValue: errno) },
            close: { if copy >= 0 { closeDescriptor(copy) } })
        if isDirty { noteChange() }
    }

    init(sync: @escaping @Sendable () -> Errno?, close: @escaping @Sendable () -> Void = {}) {
        self.sync = sync
        self.close = close
    }

    deinit {
        syncGroup()
        close()
    }

    /// The first failure.
    var failure: Errno? { state.withLock { $0.failure } }

    /// Notes a change that may wait for the next sync.
    func noteChange() { state.withLock { $0.isDirty = true } }

    /// Notes that a line was written.
    func noteWrite() {
        let waiting = state.withLock { state in
            state.isDirty = true
            state.waitingLines += 1
            return state.waitingLines
        }
        // It does not keep the file open: many may be done within the delay.
        if waiting == 1 { queue.asyncAfter(deadline: .now() + Self.delay) { [weak self] in self?.syncGroup() } }
        if waiting == Self.maximumLines { queue.async { self.syncGroup() } }
    }

    /// Waits until everything is on the disk; returns the first failure there was.
    func finish() -> Errno? {
        queue.sync { syncNow() }
        return failure
    }

    private func syncGroup() {
        if state.withLock({ $0.waitingLines }) > 0 { syncNow() }
    }

    private func syncNow() {
        let isNeeded = state.withLock { state in
            defer { state.isDirty = false }
            state.waitingLines = 0
            return state.isDirty && state.failure == nil
        }
        guard isNeeded, let code = sync() else { return }
        state.withLock { $0.failure = code }
    }
}

/// Outside the class, whose own `close` would be meant otherwise.
private func closeDescriptor(_ descriptor: CInt) { close(descriptor) }
