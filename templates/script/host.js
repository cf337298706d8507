// Each timeline of this page becomes as high as it says it is, and is told that it is heard.
{
  const frames = () => document.querySelectorAll('iframe[name^="timeline-"]');
  const hear = (frame) => frame.contentWindow.postMessage({ type: 'timeline:heard' }, '*');
  addEventListener('message', ({ source, data }) => {
    if (!data || data.type !== 'timeline:height' || !(data.height > 0)) return;
    for (const frame of frames()) {
      if (frame.contentWindow !== source) continue;
      frame.style.height = `${Math.min(data.height, 20000)}px`;
      hear(frame);
    }
  });
  frames().forEach(hear);
}
