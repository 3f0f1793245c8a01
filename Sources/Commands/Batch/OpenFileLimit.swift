import Batch
import Foundation

/// How many files and connections this process may have open at once.
enum OpenFileLimit {
    /// What the process needs besides the connections of requests under way, threads of libdispatch among it, which traps
    /// where it cannot look at them.
    private static let reserve = 36

    /// Makes room for so many requests at once, as far as the system lets the process.
    ///
    /// - Parameter each: How many are open for each of them.
    /// - Returns: What is possible, at least one.
    static func room(for requests: Int, each: Int = 1) -> Int {
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return requests }
        let wanted = rlim_t(clamping: requests) * rlim_t(each) + rlim_t(reserve)
        if limit.rlim_cur < wanted {
            var raised = limit
            raised.rlim_cur = min(wanted, limit.rlim_max)
            if setrlimit(resource, &raised) == 0 { limit = raised }
        }
        return max(1, min(requests, (Int(clamping: limit.rlim_cur) - reserve) / each))
    }

    #if canImport(Glibc)
        static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
        static let resource = RLIMIT_NOFILE
    #endif
}

extension Concurrency {
    /// No more than so many at once.
    func limited(to count: Int) -> Concurrency {
        switch self {
        case .fixed(let own): .fixed(min(own, count))
        case .automatic(let ceiling): .automatic(ceiling: min(ceiling, count))
        }
    }
}
