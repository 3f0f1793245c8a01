import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(2))) struct ArgumentTests {
    @Test(arguments: [
        "1e300", "999999999999h", "nan", "inf", "-1s", "", "s", "1.2.3s", "9999999999999999999999999s", "٣s", "1s ",
        "0x10s",
    ])
    func aTimeOutOfRangeIsNone(text: String) {
        #expect(TimeArgument<Seconds>(argument: text) == nil)
    }

    @Test func timesHaveUnits() {
        #expect(TimeArgument<Seconds>(argument: "1.5")?.duration == .milliseconds(1500))
        #expect(TimeArgument<Milliseconds>(argument: "250")?.duration == .milliseconds(250))
        #expect(TimeArgument<Seconds>(argument: "2h")?.duration == .seconds(7200))
        #expect(TimeArgument<Seconds>(argument: "277777h") != nil && TimeArgument<Seconds>(argument: "277778h") == nil)
    }
}
