-- Drains the proxy and answers when it is drained: what a pod waits for before it is told to end.
local token, shortest, longest = "@token@", @shortest@, @longest@

local function admin(handle, method, path)
  local headers, body = handle:httpCall(
    "admin", { [":method"] = method, [":path"] = path, [":authority"] = "admin" }, "", 5000)
  return body or ""
end

-- Those of the admin interface count twice, as "admin" and as "admin.main_thread": they belong to this script.
local function connections(handle)
  local active = 0
  local stats = admin(handle, "GET", "/stats?filter=^listener\\..*\\.downstream_cx_active$")
  for name, value in string.gmatch(stats, "listener%.([^\n]*)%.downstream_cx_active: (%d+)") do
    if not string.find(name, "^operations") and not string.find(name, "^admin") and not string.find(name, "worker_", 1, true) then
      active = active + tonumber(value)
    end
  end
  return active
end

function envoy_on_request(handle)
  if handle:headers():get(":path") ~= "/drain" then
    return
  end
  if handle:headers():get("x-kubelb-drain") ~= token then
    handle:respond({ [":status"] = "403" }, "drained on the order of the kubelet only\n")
    return
  end
  admin(handle, "POST", "/drain_listeners?inboundonly&graceful&skip_exit")
  local waited = 0
  repeat
    handle:httpCall(
      "operations", { [":method"] = "GET", [":path"] = "/pause", [":authority"] = "operations" }, "", 5000)
    waited = waited + 1
  until waited >= longest or (waited >= shortest and connections(handle) == 0)
  handle:respond({ [":status"] = "200" }, "drained\n")
end
