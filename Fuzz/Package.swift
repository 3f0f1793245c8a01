// swift-tools-version: 6.2
import PackageDescription

// The targets under test are links to those of the main package, so that they are built for libFuzzer and show what is
// `package` or internal.
let package = Package(
    name: "Fuzz",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0", traits: []),
    ],
    targets: [
        .executableTarget(name: "fuzz", dependencies: ["CLibFuzzer", "FuzzProperties"]),
        .systemLibrary(name: "CLibFuzzer"),
        .target(
            name: "FuzzProperties",
            dependencies: [
                "Localization",
                "Batch", "CloudComputeClient", "Files", "JSON", "MarkdownRendering", "Pricing", "PromptTemplates",
                "ServerSentEvents", "Settings", "Terminal", "Tools", "YAML",
                .product(name: "NIOEmbedded", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(
            name: "Batch",
            dependencies: [
                "Localization",
                "CloudComputeClient", "Files", "JSON", "Pricing", "PromptTemplates",
                .product(name: "HeapModule", package: "swift-collections"),
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .target(
            name: "ChildProcesses",
            dependencies: ["CChildProcesses", .product(name: "SystemPackage", package: "swift-system")]),
        .target(name: "CChildProcesses"),
        .target(
            name: "CloudComputeClient",
            dependencies: [
                "Localization",
                "JSON", "Pricing", "ServerSentEvents",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]
        ),
        .target(
            name: "Files", dependencies: ["Localization", .product(name: "SystemPackage", package: "swift-system")]),
        .target(name: "JSON", dependencies: ["Localization"]),
        .target(name: "Localization"),
        .target(name: "MarkdownRendering", dependencies: ["Terminal"]),
        .target(name: "Pricing"),
        .target(name: "PromptTemplates", dependencies: ["Files", "YAML"]),
        .target(name: "ServerSentEvents"),
        .target(
            name: "Settings",
            dependencies: ["Files", "Pricing", "YAML", .product(name: "SystemPackage", package: "swift-system")]),
        .target(
            name: "Terminal",
            dependencies: ["Localization", "ChildProcesses", .product(name: "SystemPackage", package: "swift-system")]),
        .target(
            name: "Tools",
            dependencies: [
                "Localization",
                "ChildProcesses", "CloudComputeClient", "Files", "JSON",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(name: "YAML", dependencies: ["Localization", .product(name: "Yams", package: "Yams")]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    if target.name == "CChildProcesses" {
        target.cSettings = [.define("_GNU_SOURCE")]
        continue
    }
    target.swiftSettings = [
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .unsafeFlags(["-sanitize=fuzzer,address", "-enable-testing"]),
    ]
    guard target.name == "fuzz" else { continue }
    target.linkerSettings = [
        .unsafeFlags(["-sanitize=fuzzer,address"]), .unsafeFlags(["-use-ld=lld"], .when(platforms: [.linux])),
    ]
}
