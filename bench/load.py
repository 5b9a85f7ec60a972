"""Many clients at once: each posts a form, waits for the answer, and posts the next."""

import http.client
import threading
import time
from urllib.parse import urlencode

from tests.servers import answers


def load(port, count, clients, form):
    """`count` POSTs by `clients` threads: rate a second, p50 and p99 in seconds, how many were refused."""
    assert answers(port), "the server did not start"
    numbers, lock, times, refused = iter(range(count)), threading.Lock(), [], []

    def work():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                break
            body = urlencode(form | {"bericht": f"{form['bericht']} {number} {time.time()}"})
            began = time.perf_counter()
            connection.request("POST", "/contact", body, headers)
            answer = connection.getresponse()
            answer.read()
            times.append(time.perf_counter() - began)
            if answer.status != 201:
                refused.append(answer.status)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    times.sort()
    return {
        "rate": count / took,
        "p50": times[len(times) // 2],
        "p99": times[int(len(times) * 0.99)],
        "refused": len(refused),
    }
