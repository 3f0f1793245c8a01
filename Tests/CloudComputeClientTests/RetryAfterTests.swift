import Foundation
import NIOHTTP1
import Testing

@testable import CloudComputeClient

@Suite(.timeLimit(.minutes(2))) struct RetryAfterTests {
    private static let now = Date(timeIntervalSince1970: 1_795_392_000)

    @Test(
        arguments: [
            (["retry-after": "7"], Duration.seconds(7)), (["retry-after": "0.5"], .milliseconds(500)),
            (["retry-after": "-3"], .zero), (["Retry-After": "Mon, 23 Nov 2026 00:00:30 GMT"], .seconds(30)),
            (["retry-after": "Sun, 22 Nov 2026 00:00:00 GMT"], .zero), (["retry-after": "soon"], nil),
            (["retry-after-ms": "250", "retry-after": "9"], .milliseconds(250)), ([:], nil),
        ] as [([String: String], Duration?)])
    func readsSecondsDatesAndMilliseconds(headers: [String: String], expected: Duration?) {
        #expect(RetryAfter.duration(in: HTTPHeaders(headers.map { ($0.key, $0.value) }), now: Self.now) == expected)
    }
}
