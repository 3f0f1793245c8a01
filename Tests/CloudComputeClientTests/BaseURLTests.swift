import CloudComputeClient
import Testing

@Suite(.timeLimit(.minutes(2))) struct BaseURLTests {
    @Test(arguments: [
        "http://localhost/v1", "http://LocalHost:80", "http://localhost.:80", "http://127.0.0.1",
        "http://127.255.3.4:1",
        "http://[::1]:8000/v1", "http://[::ffff:127.0.0.1]", "http://[::FFFF:7f00:1]", "http://[0:0:0:0:0:0:0:1]",
    ])
    func thisMachineIsKnownByItsNumbers(url: String) throws {
        #expect(try BaseURL(url).isLoopback)
    }

    @Test(arguments: [
        "http://127.0.0.1.evil.invalid/v1", "http://127.evil.invalid", "http://127.1", "http://0x7f.0.0.1",
        "http://localhost.evil.invalid", "http://xlocalhost", "http://128.0.0.1", "http://[::2]", "http://[::]",
        "http://[::ffff:128.0.0.1]", "http://[2001:db8::7f00:1]", "http://127.0.0.01", "http://0127.0.0.1",
        "https://app.cloudcompute.ru/api/v1",
    ])
    func otherNamesAreOtherMachines(url: String) throws {
        #expect(try !BaseURL(url).isLoopback)
    }

    @Test(arguments: ["http://127%2E0.0.1/v1", "http://joe:hunter2@ho st/v1", "joe://a:hunter2@h"])
    func whatCouldBeMisreadIsRefused(url: String) {
        let error = #expect(throws: CloudComputeError.self) { try BaseURL(url) }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains("hunter2") == false)
    }
}
