import Foundation
import Localization

/// The number of files and connections that the process may open.
enum DescriptorLimit {
    /// Threads, connections and the store need some at once, and the libraries under them end the process where one cannot
    /// be had.
    private static let needed = 24

    /// The sentence where too few are free; `nil` where there are enough.
    static var complaint: String? {
        var limit = rlimit()
        // Where the system does not tell, opening files does.
        guard getrlimit(OpenFileLimit.resource, &limit) == 0 else { return nil }
        let free = free(below: Int32(clamping: limit.rlim_cur))
        guard free < needed else { return nil }
        return localized(
            "Only \(free) more files can be opened, and \(needed) are needed; raise the limit with `ulimit -n 1024`.")
    }

    /// How many numbers below the limit no file has, counted as far as is needed.
    private static func free(below limit: Int32) -> Int {
        var (free, descriptor) = (0, Int32(0))
        while free < needed, descriptor < limit {
            if fcntl(descriptor, F_GETFD) == -1 { free += 1 }
            descriptor += 1
        }
        return free
    }
}
