import Foundation

/// Times as they are stored: whole microseconds since 1970, so that what is read equals what was written.
enum StoreTime {
    static func microseconds(_ date: Date) -> Int64 {
        Int64((clamped(date.timeIntervalSince1970) * 1_000_000).rounded())
    }

    static func date(_ microseconds: Int64) -> Date {
        Date(timeIntervalSince1970: clamped(Double(microseconds) / 1_000_000))
    }

    /// From the year 1 to the year 9999, which every calendar can write.
    private static func clamped(_ seconds: Double) -> Double { min(max(seconds, -62_135_596_800), 253_402_300_799) }
}
