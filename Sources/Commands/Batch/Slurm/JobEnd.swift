import Foundation

/// When the job of this process ends, as far as the environment tells.
enum JobEnd: Hashable, Sendable {
    /// In seconds since 1970.
    case known(Int)
    /// `squeue` can tell.
    case askSqueue(SlurmJob)
    /// The process is in no job that has an end.
    case none

    init(_ environment: [String: String]) {
        if let time = environment["SLURM_JOB_END_TIME"].flatMap({ Int($0) }), Self.times.contains(time) {
            self = .known(time)
        } else if let job = SlurmJob(environment) {
            self = .askSqueue(job)
        } else {
            self = .none
        }
    }

    /// From 1970 to 9999.
    private static let times = 1...253_402_300_799

    /// The time that `squeue -o %e` prints, such as `2026-11-28T07:00:00`, in seconds since 1970; `nil` for `NONE`, `N/A`,
    /// `Unknown` and whatever else is no time.
    ///
    /// Of many lines the earliest counts.
    static func time(inOutputOfSqueue output: String, in zone: TimeZone) -> Int? {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return output.split(whereSeparator: \.isNewline).compactMap { line in
            guard
                let match = line.wholeMatch(
                    of: /\s*([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\s*/)
            else { return nil }
            let numbers = [match.1, match.2, match.3, match.4, match.5, match.6].compactMap { Int($0) }
            guard numbers.count == 6, numbers[0] >= 1970, (1...12).contains(numbers[1]), (1...31).contains(numbers[2]),
                numbers[3] < 24, numbers[4] < 60, numbers[5] <= 60
            else { return nil }
            let date = calendar.date(
                from: DateComponents(
                    year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3], minute: numbers[4],
                    second: numbers[5]))
            return date.flatMap { Int(exactly: $0.timeIntervalSince1970.rounded()) }
        }.min()
    }
}
