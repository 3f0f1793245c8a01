extension Program {
    /// Runs commands while nginx listens on `$port`, a free one that stands for PORT in what it serves.
    ///
    /// - Parameters:
    ///   - process: How nginx runs.
    ///   - serving: What stands in nginx's block `http`.
    ///   - firstPort: The first of a hundred ports that are tried.
    func shell(
        nginx process: String = "master_process off;", serving: String, firstPort: Int, _ commands: String
    ) async throws -> Outcome {
        try write(
            """
            \(process) pid nginx.pid; error_log stderr crit;
            events { worker_connections 2048; }
            http {
              access_log off; client_body_temp_path body; proxy_temp_path p; fastcgi_temp_path f;
              uwsgi_temp_path u; scgi_temp_path s;
              \(serving)
            }

            """, to: "nginx.template")
        return try await shell(
            """
            set -u
            port=\(firstPort)
            until sed "s/PORT/$port/" nginx.template > nginx.conf && /usr/sbin/nginx -t -q -p "$PWD" -c "$PWD/nginx.conf" 2> /dev/null; do
              port=$((port + 1)); [ $port -lt \(firstPort + 100) ] || exit 9
            done
            # It becomes a daemon once it listens.
            /usr/sbin/nginx -p "$PWD" -c "$PWD/nginx.conf" || exit 9
            trap 'kill "$(cat nginx.pid)"' EXIT
            \(commands)
            """)
    }
}
