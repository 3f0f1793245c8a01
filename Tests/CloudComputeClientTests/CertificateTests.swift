import CloudComputeClient
import Foundation
import LoopbackServer
import Testing

@Suite(.timeLimit(.minutes(1))) struct CertificateTests {
    private static let models = LoopbackServer.http("200 OK", type: "application/json", #"{"data":[{"id":"m"}]}"#)

    private static func models(
        _ certificate: String, host: String = "localhost", file: String? = nil, folder: String? = nil
    ) async throws -> Result<[String], CloudComputeError> {
        try await TLSServer.serve(certificate, models) { port in
            var configuration = CloudComputeClient.Configuration(
                baseURL: try BaseURL("https://\(host):\(port)/v1"), apiKey: "cc-test")
            configuration.caFile = file
            configuration.caDirectory = folder
            let client = try CloudComputeClient(configuration)
            let result: Result<[String], CloudComputeError>
            do {
                result = .success(try await client.models().models.map(\.id))
            } catch let error as CloudComputeError {
                result = .failure(error)
            }
            await client.shutdown()
            return result
        }
    }

    @Test(arguments: ["localhost", "127.0.0.1"]) func anAuthorityOfAFileIsTrusted(host: String) async throws {
        let result = try await Self.models("good", host: host, file: TLSServer.path("authority"))
        #expect(try result.get() == ["m"])
    }

    @Test func anAuthorityOfAFolderIsTrusted() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // The name is a hash as `c_rehash` makes them; files of other names do not count beside it.
        try FileManager.default.copyItem(
            atPath: TLSServer.path("authority"), toPath: folder.appendingPathComponent("0123abcd.0").path)
        try Data("no certificate".utf8).write(to: folder.appendingPathComponent("other.pem"))
        #expect(try await Self.models("good", folder: folder.path).get() == ["m"])
    }

    @Test(arguments: [
        ("selfsigned", "it is self-signed"), ("good", "the authority that issued it is not known here"),
        ("expired", "it expired on 2020-02-01"), ("other", "it is that of another host"),
    ])
    func anUntrustedCertificateIsRefusedWithItsReason(certificate: String, reason: String) async throws {
        let file = certificate == "good" || certificate == "selfsigned" ? nil : try TLSServer.path("authority")
        guard case .failure(let error) = try await Self.models(certificate, file: file) else {
            Issue.record("The certificate is trusted.")
            return
        }
        #expect(error.code == .untrustedCertificate)
        #expect(error.message == "The certificate of localhost is not trusted: \(reason).")
    }

    @Test func authoritiesThatCannotBeReadAreNamed() throws {
        for (file, words) in [("/no/such/file", "cannot be read"), ("/etc/hostname", "holds no certificate")] {
            var configuration = CloudComputeClient.Configuration(baseURL: try BaseURL("https://localhost"), apiKey: nil)
            configuration.caFile = file
            let error = #expect(throws: CloudComputeError.self) { try CloudComputeClient(configuration) }
            #expect(error?.code == .invalidConfiguration)
            #expect(error?.message.contains(file) == true && error?.message.contains(words) == true)
        }
    }

    @Test func aServerWithoutTLSIsSaidToHaveNone() async throws {
        let error = try await TLSServer.serve(nil, Self.models) { port in
            let client = try CloudComputeClient(
                .init(baseURL: BaseURL("https://127.0.0.1:\(port)"), apiKey: "cc-test"))
            let error = await #expect(throws: CloudComputeError.self) { try await client.models() }
            await client.shutdown()
            #expect(error?.message == "What answers at https://127.0.0.1:\(port) does not speak TLS.")
            return error
        }
        #expect(error?.code == .badReply)
    }
}
