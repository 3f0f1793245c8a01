import CLineEditor
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Wakes the wait for a key when the window's size changes, so that the line is drawn anew at once.
enum WindowWatch {
    /// Where the handler writes; a handler may touch no more than a lock-free value.
    private static let descriptor = Atomic<Int32>(-1)

    /// Has each change of the size write a byte to a pipe.
    static func wake(_ pipe: Int32) {
        descriptor.store(pipe, ordering: .relaxed)
        cc_watch_window { _ in
            let former = errno
            var byte: UInt8 = 0
            _ = write(WindowWatch.descriptor.load(ordering: .relaxed), &byte, 1)
            errno = former
        }
    }

    /// Ends it for a pipe that is about to be closed.
    static func stop(_ pipe: Int32) {
        _ = descriptor.compareExchange(expected: pipe, desired: -1, ordering: .relaxed)
    }
}
